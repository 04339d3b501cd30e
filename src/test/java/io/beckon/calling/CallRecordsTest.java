package io.beckon.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Fills;
import io.beckon.call.CallProposal;
import io.beckon.log.CallLog;
import io.beckon.log.Following;
import io.beckon.log.LogUnavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CallRecordsTest {

    /** A log that takes nothing. */
    private static final class Away implements CallLog {

        private int tries;

        @Override
        public CompletionStage<Long> append(String call, CallProposal proposal) {
            tries++;
            return CompletableFuture.failedFuture(new LogUnavailable("away"));
        }

        @Override
        public Following follow(Listener listener) {
            return () -> {};
        }
    }

    private final Away log = new Away();
    private final CallRecords records = new CallRecords(log, Runnable::run);

    @Test
    @Fills("calling.CallRecords.MOST_SAID")
    void soManyAreSaidAgainUntilTheLogTakesThemAndFurtherOnesAreLost() {
        for (int i = 0; i < CallRecords.MOST_SAID; i++) {
            records.say("call-" + i, new CallProposal.NobodyAnswered());
        }
        assertEquals(0, records.losses());
        records.say("more", new CallProposal.NobodyAnswered());
        assertEquals(1, records.losses());
        records.say("call-0", new CallProposal.NobodyAnswered());
        assertEquals(1, records.losses(), "it waits already");
        assertEquals(CallRecords.MOST_SAID, log.tries);
    }
}
