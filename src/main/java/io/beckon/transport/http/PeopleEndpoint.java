package io.beckon.transport.http;

import io.beckon.calling.PhoneBook;
import io.beckon.identity.Caller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/people?q=TEXT}: at most 20 users who are connected to this node and whom the caller may call, by a part of name or id if one is given. */
public final class PeopleEndpoint {

    public static final String PATH = "/v1/people";

    private static final int MOST = 20;
    private static final int LONGEST_TEXT = 64;

    private final Askers askers;
    private final PhoneBook phoneBook;

    public PeopleEndpoint(Askers askers, PhoneBook phoneBook) {
        this.askers = askers;
        this.phoneBook = phoneBook;
    }

    public void handle(RoutingContext routing) {
        askers.ask(routing, caller -> answer(routing, caller));
    }

    private void answer(RoutingContext routing, Caller caller) {
        String text = routing.request().getParam("q", "").strip();
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            askers.refuse(routing, caller);
            return;
        }
        JsonArray people = new JsonArray();
        phoneBook.people(caller, text, MOST).forEach(one -> people.add(CallsEndpoint.json(one)));
        routing.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject().put("people", people).toBuffer());
    }
}
