package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AskedTest {

    private final Asked asked = new Asked();
    private final JsonCodec codec = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);

    @Test
    @Fills("session.Asked.MOST")
    void soManyWaitForTheirReplyAndOneMoreOnceOneWasAnswered() {
        for (int i = 0; i < Asked.MOST; i++) {
            // Some are one frame that was sent again.
            assertNotNull(asked.expect("id-" + i / 2, Asked.UNSAID, codec));
        }
        assertNull(asked.expect("more", Asked.UNSAID, codec));
        assertFalse(asked.awaits("more"));

        assertTrue(asked.take(new ServerMessage.Ack("id-0", null, null)));
        assertNotNull(asked.expect("more", Asked.UNSAID, codec));
        assertNotNull(asked.expect("more", Asked.UNSAID, codec));
        assertNull(asked.expect("more", Asked.UNSAID, codec));
    }

    @Test
    void whoWaitsWhenItEndsIsToldWhy() {
        CompletableFuture<Answer> answer = asked.expect("id", Asked.UNSAID, codec);
        assertNotNull(answer);
        asked.endsFor(CloseCode.TRY_AGAIN_LATER);
        asked.close();
        assertTrue(answer.isCompletedExceptionally());
        CompletableFuture<Answer> late = asked.expect("id", Asked.UNSAID, codec);
        assertTrue(late != null && late.isCompletedExceptionally());
    }

    @Test
    void aReplyGoesToThoseWhoseFramesAreAboutItsRoom() {
        CompletableFuture<Answer> here = asked.expect("id", "here", codec);
        CompletableFuture<Answer> there = asked.expect("id", "there", codec);
        CompletableFuture<Answer> again = asked.expect("id", "here", codec);

        assertFalse(asked.take(new ServerMessage.Ack("id", "elsewhere", null)));
        assertTrue(asked.take(new ServerMessage.Ack("id", "here", null)));
        assertTrue(here != null && here.isDone() && again != null && again.isDone());
        assertTrue(there != null && !there.isDone() && asked.awaits("id"));
        assertFalse(asked.take(new ServerMessage.Ack("id", "here", null)));

        assertTrue(asked.take(new ServerMessage.Ack("id", null, null)));
        assertTrue(there.isDone() && !asked.awaits("id"));
    }
}
