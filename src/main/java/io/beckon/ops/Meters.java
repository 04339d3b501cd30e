package io.beckon.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What a node tells of itself in numbers. Each value is read when somebody asks. */
public final class Meters {

    private final MeterRegistry registry;
    /** The registry holds on to none of them by itself. */
    private final List<DoubleSupplier> values = new ArrayList<>();

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Something that goes up and down. */
    public Meters gauge(String name, String description, DoubleSupplier value) {
        Supplier<Number> number = value::getAsDouble;
        Gauge.builder(name, number)
                .strongReference(true)
                .description(description)
                .register(registry);
        return this;
    }

    /** Something that only grows. */
    public Meters counter(String name, String description, DoubleSupplier value) {
        values.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .register(registry);
        return this;
    }
}
