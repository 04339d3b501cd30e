package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class InProcessCallLogTest extends CallLogContract {

    @Override
    protected CallLog log() {
        return new InProcessCallLog(1000);
    }

    @Test
    void theNewestAreKept() {
        CallLog log = new InProcessCallLog(2);
        List.of(1, 2, 3).forEach(number -> append(log, "c-1", proposal(number)));
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(
                List.of(new Entry("c-1", proposal(2), true), new Entry("c-1", proposal(3), true)), transcript.await(2));
    }

    @Test
    void whoFollowsNoMoreIsNotTold() {
        CallLog log = log();
        Transcript transcript = new Transcript();
        log.follow(transcript).close();
        append(log, "c-1", proposal(1));
        assertEquals(List.of(), transcript.await(0));
    }
}
