package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Two members of a room, one of whom sends what it should not, and what must then be true of both. */
final class BadFrameProbe {

    private final WireClient sender;
    private final WireClient observer;

    BadFrameProbe(ServerUnderTest server, Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        observer = server.connect(encoding);
        sender = server.connect(encoding);
        observer.join(room);
        sender.join(room);
        observer.await("peer-joined");
    }

    /** {@code codes}: those that the contract leaves open, separated by a bar. */
    JsonNode refuses(Map<String, Object> frame, String codes) {
        return check(sender.expect("error", frame), codes);
    }

    JsonNode refusesPayload(byte[] payload, String codes) {
        sender.sendPayload(payload);
        return check(sender.await("error"), codes);
    }

    /** The same, where {@code field} is the one to blame or one inside of it. */
    void refuses(Map<String, Object> frame, String codes, String field) {
        JsonNode error = refuses(frame, codes);
        if (error.path("code").asText().equals("bad-message")) {
            assertTrue((error.path("field").asText() + ".").startsWith(field + "."), error::toString);
        }
    }

    private JsonNode check(JsonNode error, String codes) {
        String code = error.path("code").asText();
        assertTrue(("|" + codes + "|").contains("|" + code + "|"), () -> codes + " expected: " + error);
        assertFalse(error.path("message").asText().isEmpty(), error::toString);
        assertEquals(false, error.path("retryable").asBoolean(true), error::toString);
        sender.expectNothingBut();
        observer.expectNothingBut();
        return error;
    }
}
