package io.beckon.calling;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.Callers;
import io.beckon.log.InProcessRoomLog;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.SilentConnection;
import io.beckon.session.TestNode;
import org.junit.jupiter.api.Test;

class LineTest {

    private final Line line = new Line(new TestNode.Plan(new InProcessRoomLog(1, 1 << 20))
            .start()
            .edge
            .openSilently(
                    Callers.of("default", "anna"),
                    new SilentConnection(),
                    new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN),
                    "session"));

    @Test
    @Fills("calling.Line.REMEMBERED")
    void theLastThatItWasToldAreRemembered() {
        for (int i = 0; i <= Line.REMEMBERED; i++) {
            assertTrue(line.learnsOfAcceptance("call-" + i, "ben"));
            assertTrue(line.learnsOfEnd("call-" + i));
        }
        assertFalse(line.learnsOfAcceptance("call-1", "ben"));
        assertFalse(line.learnsOfEnd("call-1"));
        assertTrue(line.learnsOfAcceptance("call-0", "ben"), "that was so long ago");
        assertTrue(line.learnsOfEnd("call-0"));
    }
}
