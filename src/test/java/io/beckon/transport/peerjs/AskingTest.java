package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AskingTest implements Line {

    private final List<Long> pings = new ArrayList<>();
    private final ArrayDeque<Runnable> paused = new ArrayDeque<>();
    private final Arrived arrived = new Arrived();
    private final Asking asking = new Asking(this, arrived, paused::add);

    @Override
    public CompletionStage<Void> send(String text) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void ping(long answer) {
        pings.add(answer);
    }

    @Override
    public void close(int code, String reason) {}

    private void write(long seq) {
        arrived.passed(seq, true);
        asking.follow();
    }

    @Test
    void behindWhatIsSaidInOneGoTwoPingsFollow() {
        for (long seq = 1; seq <= 10; seq++) {
            write(seq);
        }
        assertEquals(List.of(1L), pings);
        paused.remove().run();
        assertEquals(List.of(1L, 10L), pings);
        paused.remove().run();
        assertEquals(List.of(1L, 10L), pings, "nothing was written since");
        assertTrue(paused.isEmpty());
        write(11);
        assertEquals(List.of(1L, 10L, 11L), pings);
    }

    @Test
    void whereNothingIsWrittenNothingIsAsked() {
        asking.follow();
        assertEquals(List.of(), pings);
        assertTrue(paused.isEmpty());
    }
}
