package io.beckon.transport.http;

import io.beckon.calling.PastCall;
import io.beckon.calling.PhoneBook;
import io.beckon.calling.Someone;
import io.beckon.identity.Caller;
import io.beckon.transport.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/calls}: the calls that the caller's user has made or got of late, those it has missed among them. */
public final class CallsEndpoint {

    public static final String PATH = "/v1/calls";

    private static final int MOST = 100;

    private final Askers askers;
    private final PhoneBook phoneBook;

    public CallsEndpoint(Askers askers, PhoneBook phoneBook) {
        this.askers = askers;
        this.phoneBook = phoneBook;
    }

    public void handle(RoutingContext routing) {
        askers.ask(routing, caller -> answer(routing.response(), caller));
    }

    private void answer(HttpServerResponse response, Caller caller) {
        if (!phoneBook.isComplete()) {
            Problem.UNAVAILABLE.answerForNow(response);
            return;
        }
        JsonArray calls = new JsonArray();
        phoneBook.history(caller.tenant(), caller.user(), MOST).forEach(call -> calls.add(json(call, caller.user())));
        response.putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject().put("calls", calls).toBuffer());
    }

    private static JsonObject json(PastCall call, String user) {
        JsonArray to = new JsonArray();
        call.to()
                .forEach(row ->
                        to.add(json(row.callee()).put("outcome", row.outcome().wireName())));
        return new JsonObject()
                .put("call", call.id())
                .put("from", json(call.from()))
                .put("to", to)
                .put("at", call.at().toString())
                .put("direction", call.isIncomingFor(user) ? "incoming" : "outgoing")
                .put("outcome", call.outcomeFor(user).wireName());
    }

    static JsonObject json(Someone someone) {
        return new JsonObject().put("user", someone.user()).put("name", someone.name());
    }
}
