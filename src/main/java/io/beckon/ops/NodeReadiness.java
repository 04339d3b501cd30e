package io.beckon.ops;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready while the node takes connections and can serve them; otherwise it says why not. */
public final class NodeReadiness implements HealthCheck {

    private final Drain drain;
    private final Supplier<Optional<String>> trouble;

    /** @param trouble what keeps the node from serving, if anything */
    public NodeReadiness(Drain drain, Supplier<Optional<String>> trouble) {
        this.drain = drain;
        this.trouble = trouble;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> reason = drain.hasBegun() ? Optional.of("shutting down") : trouble.get();
        var response = HealthCheckResponse.named("node").status(reason.isEmpty());
        reason.ifPresent(text -> response.withData("reason", text));
        return response.build();
    }
}
