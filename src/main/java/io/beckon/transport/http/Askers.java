package io.beckon.transport.http;

import io.beckon.identity.Caller;
import io.beckon.transport.BearerToken;
import io.beckon.transport.Gate;
import io.beckon.transport.Problem;
import io.beckon.transport.Rates;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Users who ask by {@code GET} for what takes work to answer: not more often than each may. */
public final class Askers {

    private final Gate gate;
    private final Rates rates;

    /** @param rates by tenant and user */
    public Askers(Gate gate, Rates rates) {
        this.gate = gate;
        this.rates = rates;
    }

    void ask(RoutingContext routing, Consumer<Caller> answer) {
        if (gate.passes(routing.request(), HttpMethod.GET)) {
            gate.identify(routing, BearerToken.of(routing.request()), caller -> {
                if (rates.take(caller.tenant() + "/" + caller.user())) {
                    answer.accept(caller);
                } else {
                    Problem.TOO_MANY.answerForNow(routing.response());
                }
            });
        }
    }
}
