package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every log of calls does. */
public abstract class CallLogContract {

    /** One without records, closed by whoever makes it. */
    protected abstract CallLog log();

    /** What was read of a call. */
    public record Entry(String call, CallProposal proposal, boolean isHistory) {}

    /** All that was read, and how much of it before it had caught up. */
    protected static final class Transcript implements CallLog.Listener {

        private final List<Entry> heard = new ArrayList<>();
        private final CompletableFuture<Integer> replayed = new CompletableFuture<>();

        public Transcript() {}

        @Override
        public synchronized void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
            heard.add(new Entry(call, proposal, isHistory));
            notifyAll();
        }

        @Override
        public synchronized void onCaughtUp() {
            assertTrue(replayed.complete(heard.size()), "caught up twice");
        }

        public int replayed() {
            return replayed.orTimeout(30, TimeUnit.SECONDS).join();
        }

        public synchronized List<Entry> await(int count) {
            return await(entries -> entries.size() >= count);
        }

        /** All that was read once this holds, or when the patience is over. */
        public synchronized List<Entry> await(Predicate<List<Entry>> condition) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!condition.test(heard) && System.nanoTime() < deadline) {
                try {
                    wait(100);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return List.copyOf(heard);
        }
    }

    private static List<CallProposal> oneOfEach() {
        Incarnation incarnation = new Incarnation(2, "i-1");
        Origin origin = new Origin("s-1", incarnation, "7", 4);
        Person person = new Person("default", "u-1", "Zoë", Set.of(Right.JOIN));
        Json metadata = Json.of("{\"x\":1}");
        return List.of(
                new CallProposal.Invite(origin, person, List.of("u-2"), Set.of(), 30, 1, false, metadata),
                new CallProposal.CallerMoved(incarnation),
                new CallProposal.Busy("u-2", "Ünal"),
                new CallProposal.Ringing("u-2", "Ünal"),
                new CallProposal.NobodyAnswered(),
                new CallProposal.Decline(origin, person, null),
                new CallProposal.Accept(origin, person),
                new CallProposal.Cancel(origin, null, "late"),
                new CallProposal.CallerGone(incarnation),
                new CallProposal.Crossed("ben"),
                new CallProposal.Stopped("https://issuer.example", "root", "test"),
                new CallProposal.TimeUp(),
                new CallProposal.Over("hangup"));
    }

    protected static CallProposal proposal(int number) {
        return new CallProposal.Over("record-" + number);
    }

    protected static long append(CallLog log, String call, CallProposal proposal) {
        return log.append(call, proposal)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static List<CallProposal> of(String call, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.call().equals(call))
                .map(Entry::proposal)
                .toList();
    }

    @Test
    void whoFollowsIsToldTheHistoryAndThenWhatComes() {
        CallLog log = log();
        List<CallProposal> all = oneOfEach();
        all.subList(0, 4).forEach(proposal -> append(log, "c-1", proposal));
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(4, transcript.replayed());
        all.subList(4, all.size()).forEach(proposal -> append(log, "c-1", proposal));
        List<Entry> heard = transcript.await(all.size());
        assertEquals(all, of("c-1", heard));
        assertEquals(
                IntStream.range(0, all.size()).mapToObj(number -> number < 4).toList(),
                heard.stream().map(Entry::isHistory).toList());
    }

    @Test
    void anEmptyLogIsCaughtUpWithAtOnce() {
        Transcript transcript = new Transcript();
        log().follow(transcript);
        assertEquals(0, transcript.replayed());
    }

    @Test
    void theRecordsOfACallHaveOneOrderThatAllSee() {
        CallLog log = log();
        Transcript one = new Transcript();
        log.follow(one);
        assertEquals(0, one.replayed());
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> Thread.ofVirtual()
                        .start(() -> IntStream.range(0, 50)
                                .forEach(i -> append(log, "c-" + i % 10, proposal(thread * 100 + i)))))
                .toList();
        threads.forEach(CallLogContract::join);
        Transcript two = new Transcript();
        log.follow(two);
        assertEquals(200, two.replayed());
        List<Entry> live = one.await(200);
        List<Entry> later = two.await(200);
        for (int call = 0; call < 10; call++) {
            List<CallProposal> heard = of("c-" + call, live);
            assertEquals(20, heard.size());
            assertEquals(heard, of("c-" + call, later));
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 100 + call;
                List<CallProposal> mine = IntStream.range(0, 5)
                        .mapToObj(i -> proposal(first + i * 10))
                        .toList();
                assertEquals(mine, heard.stream().filter(mine::contains).toList());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thePositionsOfACallRise() {
        CallLog log = log();
        long first = append(log, "c-1", proposal(1));
        append(log, "c-2", proposal(2));
        assertTrue(append(log, "c-1", proposal(3)) > first);
        assertTrue(first >= Partition.FIRST);
    }

    @Test
    void aListenerThatFailsIsToldTheNextAllTheSame() {
        CallLog log = log();
        Transcript transcript = new Transcript();
        log.follow(new CallLog.Listener() {
            @Override
            public void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
                transcript.onRecord(call, proposal, position, isHistory);
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onCaughtUp() {
                transcript.onCaughtUp();
            }
        });
        append(log, "c-1", proposal(1));
        append(log, "c-1", proposal(2));
        assertEquals(2, transcript.await(2).size());
    }

    @Test
    void aListenerMayAppendItself() {
        CallLog log = log();
        Transcript transcript = new Transcript();
        log.follow(new CallLog.Listener() {
            @Override
            public void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
                transcript.onRecord(call, proposal, position, isHistory);
                if (proposal.equals(proposal(1))) {
                    var ignored = log.append(call, proposal(2));
                }
            }

            @Override
            public void onCaughtUp() {}
        });
        append(log, "c-1", proposal(1));
        assertEquals(List.of(proposal(1), proposal(2)), of("c-1", transcript.await(2)));
    }
}
