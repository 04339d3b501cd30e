package io.beckon.app;

import io.beckon.telemetry.OpenTelemetryTracing;
import io.beckon.tracing.NoTracing;
import io.beckon.tracing.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether negotiations are traced: not unless the operator wants it. */
@Singleton
final class Tracers {

    private final Instance<OpenTelemetry> telemetry;
    private final boolean disabled;

    Tracers(Instance<OpenTelemetry> telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        this.telemetry = telemetry;
        this.disabled = disabled;
    }

    /** @param node by which operators know it */
    Tracing of(String node) {
        return disabled ? NoTracing.NO_TRACING : new OpenTelemetryTracing(telemetry.get(), node, System::nanoTime);
    }
}
