package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.Callers;
import io.beckon.log.InProcessRoomLog;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import org.junit.jupiter.api.Test;

class SuspenseTest {

    private static final int LARGE = 64 * 1024;

    private final JsonCodec codec = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    private final TestNode node = new TestNode.Plan(new InProcessRoomLog(1, 1 << 20)).start();
    private final Session session =
            node.edge.openSilently(Callers.of("default", "anna"), new SilentConnection(), codec, "session");

    private boolean asks(int number, int size) {
        String frame = "{\"type\":\"ping\",\"id\":\"" + number + "\"}";
        byte[] padded = (frame + " ".repeat(size - frame.length())).getBytes(UTF_8);
        return node.intake.ask(session, padded, Integer.toString(number), codec) != null;
    }

    @Test
    @Fills("session.Suspense.MOST_BYTES_ASKED")
    void ofWhatComesByRequestsSoManyBytesAreHeldBackAndTheNextIsRefused() {
        session.suspense().begin(frame -> {});
        for (int i = 0; i < Suspense.MOST_BYTES_ASKED / LARGE; i++) {
            assertTrue(asks(i, LARGE));
        }
        assertFalse(asks(900, LARGE));
        assertFalse(session.asked().awaits("900"), "nor is there an answer to wait for");
        session.suspense().end();
        assertTrue(asks(901, LARGE), "there is room again");
    }

    @Test
    void oneMayBeOfAnySize() {
        session.suspense().begin(frame -> {});
        assertTrue(asks(1, 2 * Suspense.MOST_BYTES_ASKED));
        assertFalse(asks(2, LARGE));
    }
}
