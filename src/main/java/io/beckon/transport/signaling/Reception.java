package io.beckon.transport.signaling;

import io.beckon.transport.BearerToken;
import io.beckon.transport.Gate;
import io.beckon.transport.RequestThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** What is checked of every request, in the order of the contract, before anything is done about it. */
public final class Reception {

    private final Gate gate;

    public Reception(Gate gate) {
        this.gate = gate;
    }

    public Gate gate() {
        return gate;
    }

    /** Goes on with a request that may be answered, once its body is there. */
    void receive(RoutingContext routing, Consumer<Visitor> next, HttpMethod... methods) {
        if (gate.passes(routing.request(), methods)) {
            identify(routing, next);
        }
    }

    /** Goes on with a request that has passed the gate, once it is known whose it is and its body is there. */
    public void identify(RoutingContext routing, Consumer<Visitor> next) {
        String token = BearerToken.of(routing.request());
        gate.identify(
                routing,
                token,
                caller -> RequestThread.body(
                        routing, body -> next.accept(new Visitor(gate, routing, caller, String.valueOf(token), body))));
    }
}
