package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long LONG = Duration.ofMinutes(5).toNanos();

    private final Backlog<Integer> backlog = new Backlog<>(4, 100, entry -> entry);

    private List<Integer> work(long patienceNanos) {
        List<Integer> worked = new ArrayList<>();
        backlog.work(patienceNanos, worked::add);
        return worked;
    }

    @Test
    void whatWaitsIsHandedOverInItsOrder() {
        IntStream.rangeClosed(1, 4).forEach(backlog::add);
        assertEquals(List.of(1, 2, 3, 4), work(LONG));
        assertEquals(0, backlog.size());
        assertEquals(List.of(), work(0));
    }

    @Test
    void beyondTheEntriesThatMayWaitThereIsNoRoom() {
        IntStream.rangeClosed(1, 4).forEach(entry -> assertTrue(backlog.add(entry)));
        assertFalse(backlog.add(5));
        work(LONG);
        assertTrue(backlog.add(6));
    }

    @Test
    void beyondTheBytesThatTheyMayHaveThereIsNoRoom() {
        assertTrue(backlog.add(60));
        assertFalse(backlog.add(41));
        assertTrue(backlog.add(40));
        assertEquals(List.of(60, 40), work(LONG));
        assertTrue(backlog.add(100));
    }

    @Test
    void roomIsGivenBackWithEachEntryNotAfterTheLast() {
        IntStream.rangeClosed(1, 4).forEach(backlog::add);
        List<Integer> worked = new ArrayList<>();
        backlog.work(LONG, entry -> {
            worked.add(entry);
            if (entry < 10) {
                assertTrue(backlog.add(entry + 10));
            }
        });
        assertEquals(List.of(1, 2, 3, 4), worked);
        assertEquals(List.of(11, 12, 13, 14), work(LONG));
    }

    @Test
    void whatIsClosedTakesNothingMoreAndKeepsWhatItHas() {
        assertTrue(backlog.add(1));
        backlog.close();
        assertFalse(backlog.add(2));
        assertFalse(backlog.isOver());
        assertEquals(List.of(1), work(LONG));
        assertTrue(backlog.isOver());
        assertEquals(List.of(), work(LONG));
    }

    /** The threads end because each wake-up that is needed comes: a lost one would be waited for until the time is over. */
    @Test
    void nothingIsLostOrTurnedRoundBetweenThreads() throws InterruptedException {
        int each = 50_000;
        Backlog<long[]> many = new Backlog<>(1_000, Long.MAX_VALUE, entry -> 0);
        var last = new ConcurrentHashMap<Long, Long>();
        Thread worker = Thread.ofPlatform().start(() -> {
            while (!many.isOver()) {
                many.work(LONG, entry -> assertEquals(entry[1] - 1, last.put(entry[0], entry[1])));
            }
        });
        List<Thread> adding = new ArrayList<>();
        for (long who = 0; who < 3; who++) {
            long number = who;
            last.put(who, -1L);
            adding.add(Thread.ofPlatform().start(() -> {
                for (long i = 0; i < each; i++) {
                    while (!many.add(new long[] {number, i})) {
                        Thread.onSpinWait();
                    }
                }
            }));
        }
        for (Thread thread : adding) {
            thread.join();
        }
        many.close();
        worker.join();
        last.forEach((who, number) -> assertEquals(each - 1, number));
    }

    @Test
    void whoWaitsIsWokenByTheFirstEntryAndByTheEnd() throws InterruptedException {
        List<Integer> worked = new ArrayList<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            while (!backlog.isOver()) {
                backlog.work(LONG, worked::add);
            }
        });
        for (int i = 1; i <= 20; i++) {
            backlog.add(i);
            while (backlog.size() > 0) {
                Thread.onSpinWait();
            }
        }
        backlog.close();
        worker.join();
        assertEquals(IntStream.rangeClosed(1, 20).boxed().toList(), worked);
    }
}
