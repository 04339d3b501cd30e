package io.beckon.transport.peerjs;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What the service says to a PeerJS client of its own accord. */
final class Notice {

    static final String OPEN = "{\"type\":\"OPEN\"}";

    static final String ID_TAKEN = of("ID-TAKEN", "ID is taken");

    static final String INVALID_KEY = of("INVALID-KEY", "Invalid key provided");

    static final String INCOMPLETE = error("No id, token, or key supplied to websocket server");

    static final String BAD_TOKEN = error("token: an access token, or a ticket of POST /v1/peerjs/tickets, is needed");

    private Notice() {}

    /** The client gives up, for good if it was never let in. */
    static String error(String message) {
        return of("ERROR", message);
    }

    /** The client writes it to its console, and goes on: it is of a type that it does not know. */
    static String warning(String message) {
        return of("WARNING", message);
    }

    /**
     * Another peer could not be reached.
     *
     * @param unreachable what the client calls it, which may be the name of none
     */
    static String expired(String unreachable, @Nullable String peer) {
        JsonObject notice = new JsonObject().put("type", "EXPIRE").put("src", unreachable);
        return (peer == null ? notice : notice.put("dst", peer)).encode();
    }

    private static String of(String type, String message) {
        return new JsonObject()
                .put("type", type)
                .put("payload", new JsonObject().put("msg", message))
                .encode();
    }
}
