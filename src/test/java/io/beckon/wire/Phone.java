package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What clients say and hear about calls. */
final class Phone {

    private Phone() {}

    static Map<String, Object> call(String user, Object... more) {
        return with(frame("call", "user", user), more);
    }

    static Map<String, Object> step(String type, String call, Object... more) {
        return with(frame(type, "call", call), more);
    }

    private static Map<String, Object> with(Map<String, Object> frame, Object... more) {
        frame.putAll(Frames.object(more));
        return frame;
    }

    /** Lets a client be called from now on. */
    static WireClient reachable(WireClient client) {
        client.refused("no-such-call", step("decline", "nothing"));
        return client;
    }

    /** The call's id, once it rings there. */
    static String ring(WireClient caller, WireClient callee) {
        String call = caller.expect("calling", call(callee.user())).path("call").asText();
        caller.await("ringing");
        assertEquals(call, callee.await("incoming-call").path("call").asText());
        return call;
    }

    /** The name of the call's room, once both are in it. */
    static String talk(WireClient caller, WireClient callee) {
        String call = ring(caller, callee);
        callee.ack(step("accept", call));
        String room = accepted(caller, call);
        assertEquals(room, accepted(callee, call));
        caller.await("joined");
        callee.await("joined");
        return room;
    }

    /** The room that {@code accepted} names; it comes before {@code joined}. */
    static String accepted(WireClient client, String call) {
        JsonNode accepted = client.await("accepted");
        assertEquals(call, accepted.path("call").asText());
        return accepted.path("room").asText();
    }

    static void hasNoPlace(JsonNode frame) {
        assertFalse(frame.has("seq"), frame::toString);
    }
}
