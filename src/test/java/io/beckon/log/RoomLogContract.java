package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every room log does. Records may reach followers at once or a little later. */
public abstract class RoomLogContract {

    protected static final RoomKey ROOM = new RoomKey("default", "r");

    /** The log under test; in each test a new one, or one where {@link #ROOM}'s partition has no records yet. */
    protected abstract RoomLog log();

    /** Makes the log drop the oldest records of the room's partition, at least the first. */
    protected abstract void dropSome();

    /** How many followers of one partition begin while others append. */
    protected int manyFollowers() {
        return 50;
    }

    protected int partition() {
        return Partition.of(ROOM, log().partitions());
    }

    protected static Proposal record(int number) {
        return new Proposal.InstanceLost("record-" + number);
    }

    protected long append(int number) {
        return append(ROOM, record(number));
    }

    protected long append(RoomKey room, Proposal proposal) {
        try {
            return log().append(room, proposal).toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    protected Recorder follow(long from) {
        Recorder recorder = new Recorder();
        recorder.following = log().follow(partition(), from, recorder);
        return recorder;
    }

    /** Another room in the same partition. */
    protected RoomKey neighbour() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new RoomKey("default", "neighbour-" + i))
                .filter(room -> Partition.of(room, log().partitions()) == partition())
                .findFirst()
                .orElseThrow();
    }

    protected static List<Proposal> records(int from, int to) {
        return IntStream.range(from, to).mapToObj(RoomLogContract::record).toList();
    }

    @Test
    void positionsBeginAtTheFirstAndAscend() {
        List<Long> positions = IntStream.range(0, 10).mapToObj(this::append).toList();
        assertTrue(positions.get(0) >= Partition.FIRST);
        assertEquals(positions.stream().sorted().distinct().toList(), positions);
    }

    @Test
    void theEndLiesBehindAllThatWasAppended() throws Exception {
        long before = log().end(partition()).toCompletableFuture().get(10, TimeUnit.SECONDS);
        long position = append(0);
        long end = log().end(partition()).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertTrue(before <= position && position < end, () -> before + " " + position + " " + end);
        assertEquals(end, log().end(partition()).toCompletableFuture().get(10, TimeUnit.SECONDS));
    }

    @Test
    void aRecordComesAsItWasAppended() {
        Recorder follower = follow(Partition.FIRST);
        long position = append(0);
        LogRecord came = follower.await(1).getFirst();
        assertEquals(new LogRecord(partition(), position, ROOM, record(0), came.time()), came);
        assertTrue(came.time() > 0, "when it came is known");
    }

    @Test
    void theRecordsOfARoomKeepTheirOrder() {
        Recorder follower = follow(Partition.FIRST);
        IntStream.range(0, 100).forEach(number -> log().append(ROOM, record(number)));
        follower.awaitProposals(records(0, 100));
    }

    @Test
    void theRoomsOfAPartitionShareOneOrder() {
        Recorder follower = follow(Partition.FIRST);
        RoomKey neighbour = neighbour();
        append(ROOM, record(0));
        append(neighbour, record(1));
        append(ROOM, record(2));
        assertEquals(
                List.of(ROOM, neighbour, ROOM),
                follower.await(3).stream().map(LogRecord::room).toList());
        assertAscending(follower.await(3));
    }

    @Test
    void aFollowerSeesItsPartitionOnly() {
        Recorder other = new Recorder();
        other.following = log().follow((partition() + 1) % log().partitions(), Partition.FIRST, other);
        Recorder follower = follow(Partition.FIRST);
        append(0);
        follower.await(1);
        assertEquals(List.of(), other.await(0));
    }

    @Test
    void aLateFollowerSeesTheFirstRecordsToo() {
        IntStream.range(0, 10).forEach(this::append);
        follow(Partition.FIRST).awaitProposals(records(0, 10));
    }

    @Test
    void aFollowerBeginsWhereItWantsTo() {
        List<Long> positions = IntStream.range(0, 10).mapToObj(this::append).toList();
        Recorder follower = follow(positions.get(6));
        append(10);
        follower.awaitProposals(records(6, 11));
    }

    @Test
    void aFollowerMayBeginAtTheEnd() {
        long last = append(0);
        Recorder follower = follow(last + 1);
        append(1);
        follower.awaitProposals(records(1, 2));
    }

    @Test
    void aFollowerThatBeginsWhileOthersAppendMissesNothing() {
        CompletableFuture<Void> appending =
                CompletableFuture.runAsync(() -> IntStream.range(0, 2000).forEach(this::append));
        List<Recorder> followers = new ArrayList<>();
        while (!appending.isDone() && followers.size() < manyFollowers()) {
            followers.add(follow(Partition.FIRST));
        }
        appending.join();
        followers.add(follow(Partition.FIRST));
        followers.forEach(follower -> follower.awaitProposals(records(0, 2000)));
    }

    @Test
    void allFollowersSeeTheSame() {
        Recorder first = follow(Partition.FIRST);
        append(0);
        Recorder second = follow(Partition.FIRST);
        append(1);
        assertEquals(first.await(2), second.await(2));
        assertEquals(first.await(2), follow(Partition.FIRST).await(2));
    }

    @Test
    void concurrentAppendersKeepTheirOwnOrderInOneOrderOfAll() {
        Recorder early = follow(Partition.FIRST);
        int threads = 4;
        int each = 250;
        List<CompletableFuture<List<Long>>> appenders = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> IntStream.range(0, each)
                        .mapToObj(i -> append(thread * each + i))
                        .toList()))
                .toList();
        List<List<Long>> positions =
                appenders.stream().map(CompletableFuture::join).toList();
        List<LogRecord> records = early.await(threads * each);
        assertEquals(records, follow(Partition.FIRST).await(threads * each));
        assertAscending(records);
        for (int thread = 0; thread < threads; thread++) {
            List<Proposal> own = records(thread * each, (thread + 1) * each);
            List<LogRecord> seen = records.stream()
                    .filter(record -> own.contains(record.proposal()))
                    .toList();
            assertEquals(own, seen.stream().map(LogRecord::proposal).toList());
            assertEquals(
                    positions.get(thread),
                    seen.stream().map(LogRecord::position).toList());
        }
    }

    @Test
    void aListenerIsCalledOneAtATime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Recorder follower = new Recorder() {
            @Override
            public void onRecord(LogRecord record) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                super.onRecord(record);
                inside.decrementAndGet();
            }
        };
        log().follow(partition(), Partition.FIRST, follower);
        IntStream.range(0, 4)
                .mapToObj(thread ->
                        CompletableFuture.runAsync(() -> IntStream.range(0, 100).forEach(this::append)))
                .toList()
                .forEach(CompletableFuture::join);
        follower.await(400);
        assertEquals(1, most.get());
    }

    @Test
    void aListenerMayAppend() {
        Recorder follower = new Recorder() {
            @Override
            public void onRecord(LogRecord record) {
                super.onRecord(record);
                int next = size();
                if (next < 5) {
                    log().append(ROOM, record(next));
                }
            }
        };
        log().follow(partition(), Partition.FIRST, follower);
        Recorder other = follow(Partition.FIRST);
        append(0);
        follower.awaitProposals(records(0, 5));
        other.awaitProposals(records(0, 5));
    }

    @Test
    void aListenerMayFollow() {
        Recorder second = new Recorder();
        Recorder first = new Recorder() {
            @Override
            public void onRecord(LogRecord record) {
                super.onRecord(record);
                if (size() == 1) {
                    log().follow(partition(), Partition.FIRST, second);
                }
            }
        };
        log().follow(partition(), Partition.FIRST, first);
        append(0);
        append(1);
        first.awaitProposals(records(0, 2));
        second.awaitProposals(records(0, 2));
    }

    @Test
    void aListenerThatFailsIsCalledWithTheNextRecordAndNobodyElseNotices() {
        Recorder failing = new Recorder() {
            @Override
            public void onRecord(LogRecord record) {
                super.onRecord(record);
                throw new Deliberate();
            }
        };
        append(0);
        assertDoesNotThrow(() -> log().follow(partition(), Partition.FIRST, failing));
        Recorder other = follow(Partition.FIRST);
        assertDoesNotThrow(() -> append(1));
        append(2);
        failing.awaitProposals(records(0, 3));
        other.awaitProposals(records(0, 3));
    }

    @Test
    void aClosedFollowerIsNotCalledAnyMore() {
        Recorder closed = follow(Partition.FIRST);
        Recorder other = follow(Partition.FIRST);
        append(0);
        closed.await(1);
        closed.following.close();
        closed.following.close();
        append(1);
        other.await(2);
        closed.awaitProposals(records(0, 1));
    }

    @Test
    void aFollowerMayBeClosedByItsListener() {
        IntStream.range(0, 3).forEach(this::append);
        Recorder follower = new Recorder() {
            @Override
            public void onRecord(LogRecord record) {
                super.onRecord(record);
                following.close();
            }
        };
        long last = append(3);
        follower.following = log().follow(partition(), last + 1, follower);
        Recorder other = follow(last + 1);
        append(4);
        append(5);
        other.await(2);
        follower.awaitProposals(records(4, 5));
    }

    @Test
    void positionsThatAreNoLongerKeptAreRefusedAndNeverAGap() {
        IntStream.range(0, 3).forEach(this::append);
        dropSome();
        assertThrows(PositionExpired.class, () -> follow(Partition.FIRST));
        append(1000);
        append(1001);
        long last = append(1002);
        Recorder follower = follow(last - 1);
        follower.awaitProposals(records(1001, 1003));
    }

    @Test
    void positionsBeyondTheEndAreRefused() {
        long last = append(0);
        assertThrows(PositionExpired.class, () -> follow(last + 100));
        assertThrows(PositionExpired.class, () -> follow(Partition.FIRST - 1));
    }

    @Test
    void aRefusedFollowerIsNotCalled() {
        Recorder refused = new Recorder();
        assertThrows(PositionExpired.class, () -> log().follow(partition(), 100, refused));
        Recorder other = follow(Partition.FIRST);
        append(0);
        other.await(1);
        assertEquals(List.of(), refused.await(0));
    }

    private static final class Deliberate extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Deliberate() {
            super("a follower that fails, on purpose", null, false, false);
        }
    }

    protected static void assertAscending(List<LogRecord> records) {
        List<Long> positions = records.stream().map(LogRecord::position).toList();
        assertEquals(positions.stream().sorted().distinct().toList(), positions);
    }

    /** A follower that remembers what it was called with. */
    protected static class Recorder implements RoomLog.Listener {

        private final List<LogRecord> records = new ArrayList<>();
        public Following following = () -> {};

        @Override
        public synchronized void onRecord(LogRecord record) {
            records.add(record);
            notifyAll();
        }

        public synchronized int size() {
            return records.size();
        }

        /** All records so far, at least so many. */
        public synchronized List<LogRecord> await(int count) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (records.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertTrue(left > 0, () -> "only " + records.size() + " records of " + count);
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return List.copyOf(records);
        }

        public void awaitProposals(List<Proposal> expected) {
            assertEquals(
                    expected,
                    await(expected.size()).stream().map(LogRecord::proposal).toList());
        }
    }
}
