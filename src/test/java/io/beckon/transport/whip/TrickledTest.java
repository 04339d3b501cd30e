package io.beckon.transport.whip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class TrickledTest {

    /** As {@code RTCIceCandidate.toJSON()} writes members that are not set. */
    @Test
    void whatIsNullIsNotSaid() {
        JsonObject candidate = new JsonObject()
                .put("candidate", Broadcasts.CANDIDATE)
                .putNull("sdpMid")
                .putNull("sdpMLineIndex")
                .putNull("usernameFragment");
        assertEquals(new Trickled(null, -1, Broadcasts.CANDIDATE), Trickled.of(candidate));
        assertEquals(new Trickled(null, 1, Broadcasts.CANDIDATE), Trickled.of(candidate.put("sdpMLineIndex", 1)));
        assertEquals(new Trickled("a", 1, Broadcasts.CANDIDATE), Trickled.of(candidate.put("sdpMid", "a")));
    }

    @Test
    void whatHasNoMidIsKnownByItsPlace() {
        assertTrue(new Trickled("0", -1, "").isOf(null, 0));
        assertFalse(new Trickled("0", -1, "").isOf(null, 1));
        assertTrue(new Trickled("made-up", 1, "").isOf(null, 1));
        assertFalse(new Trickled("made-up", -1, "").isOf(null, 1));
        assertFalse(new Trickled("0", 0, "").isOf("1", 0));
    }

    @Test
    void theEndHasManyForms() {
        assertTrue(Trickled.of(null).isEnd());
        assertTrue(Trickled.of("").isEnd());
        assertTrue(Trickled.of(new JsonObject().putNull("candidate")).isEnd());
        assertTrue(Trickled.of(new JsonObject().put("completed", true)).isEnd());
    }
}
