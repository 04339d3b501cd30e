package io.beckon.app;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Leaves out those of the framework's meters whose names Prometheus' own check does not take, and of which nobody makes use. */
@Singleton
final class MeterNames {

    /** In nanoseconds, and with a suffix that histograms have. */
    private static final Set<String> ODD = Set.of("process.cpu.time", "system.cpu.count");

    @Produces
    @Singleton
    MeterFilter withoutOdd() {
        return MeterFilter.deny(id -> ODD.contains(id.getName()));
    }
}
