package io.beckon.ops;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready while the node takes connections. */
public final class NodeReadiness implements HealthCheck {

    private final Drain drain;

    public NodeReadiness(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("node").status(!drain.hasBegun()).build();
    }
}
