package io.beckon.transport.http;

import io.beckon.identity.Caller;
import io.beckon.transport.BearerToken;
import io.beckon.transport.Gate;
import io.beckon.transport.Queries;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Users who ask for what takes work to answer: not more often than each may. */
public final class Askers {

    private final Gate gate;
    private final Queries queries;

    public Askers(Gate gate, Queries queries) {
        this.gate = gate;
        this.queries = queries;
    }

    /** By {@code GET}. */
    void ask(RoutingContext routing, Consumer<Caller> answer) {
        ask(routing, answer, HttpMethod.GET);
    }

    /** By {@code GET}, and by another method too. */
    void ask(RoutingContext routing, HttpMethod other, Consumer<Caller> answer) {
        ask(routing, answer, HttpMethod.GET, other);
    }

    /** It cannot be answered as it was asked (400). */
    void refuse(RoutingContext routing, Caller caller) {
        gate.refuse(routing, caller);
    }

    private void ask(RoutingContext routing, Consumer<Caller> answer, HttpMethod... methods) {
        if (gate.passes(routing.request(), methods)) {
            gate.identify(routing, BearerToken.of(routing.request()), caller -> {
                if (queries.take(caller)) {
                    answer.accept(caller);
                } else {
                    gate.refuseAtOnce(routing, caller);
                }
            });
        }
    }
}
