package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.HeapCensus;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.sdp.SessionDescription;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InProcessRoomLogTest extends RoomLogContract {

    private static final int PARTITIONS = 4;
    private static final int CAPACITY_EACH = 2_000_000;

    private final RoomLog log = new InProcessRoomLog(PARTITIONS, (long) PARTITIONS * CAPACITY_EACH);

    @Override
    protected RoomLog log() {
        return log;
    }

    @Override
    protected void dropSome() {
        IntStream.range(0, 5).forEach(i -> append(ROOM, message(CAPACITY_EACH / 4)));
    }

    private static Proposal message(int bytes) {
        Origin origin = new Origin("session", Incarnation.first("node"), null, Origin.NOBODY_WAITS);
        return new Proposal.Message(origin, null, new Json(new byte[bytes]));
    }

    private boolean isKept(long position) {
        try {
            follow(position).following.close();
            return true;
        } catch (PositionExpired expired) {
            return false;
        }
    }

    @Test
    void whatIsAppendedHasBeenDelivered() {
        Recorder follower = follow(Partition.FIRST);
        append(0);
        assertEquals(1, follower.size());
    }

    @Test
    @Fills("beckon.in-process.capacity")
    void aPartitionKeepsItsNewestRecordsUpToItsShare() {
        IntStream.range(0, 50).forEach(i -> append(ROOM, message(CAPACITY_EACH / 10)));
        List<Integer> kept =
                IntStream.rangeClosed(1, 50).filter(this::isKept).boxed().toList();
        assertEquals(IntStream.rangeClosed(42, 50).boxed().toList(), kept);
    }

    @Test
    void smallRecordsCountToo() {
        int first = 100_000;
        int each = new LogRecord(0, Partition.FIRST, ROOM, record(first)).weight();
        IntStream.range(first, first + CAPACITY_EACH / each + 10).forEach(this::append);
        assertTrue(!isKept(Partition.FIRST) && isKept(20));
    }

    @Test
    void onePartitionDoesNotTakeTheShareOfAnother() {
        RoomLog.Listener nobody = record -> {};
        int other = (partition() + 1) % PARTITIONS;
        IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new RoomKey("default", "other-" + i))
                .filter(room -> Partition.of(room, PARTITIONS) == other)
                .findFirst()
                .ifPresent(room -> append(room, record(0)));
        IntStream.range(0, 20).forEach(i -> append(ROOM, message(CAPACITY_EACH / 2)));
        log.follow(other, Partition.FIRST, nobody).close();
        assertThrows(PositionExpired.class, () -> log.follow(partition(), Partition.FIRST, nobody));
    }

    @Test
    void aRecordLargerThanTheShareIsDeliveredAndNotKept() {
        append(0);
        Recorder follower = follow(Partition.FIRST);
        long position = append(ROOM, message(CAPACITY_EACH + 1));
        assertEquals(2, follower.await(2).size());
        assertThrows(PositionExpired.class, () -> follow(position));
        Recorder next = follow(position + 1);
        append(1);
        next.awaitProposals(records(1, 2));
    }

    @Test
    void aFollowerThatIsBehindStillGetsWhatWasDropped() {
        IntStream.range(0, 3).forEach(this::append);
        Recorder follower = new Recorder() {
            @Override
            public void onRecord(LogRecord record) {
                super.onRecord(record);
                if (size() == 1) {
                    dropSome();
                }
            }
        };
        log.follow(partition(), Partition.FIRST, follower);
        assertEquals(8, follower.size());
        assertAscending(follower.await(8));
    }

    /** What its capacity says it takes; every text and body of these is its own. */
    @Test
    void itTakesWhatItSays() {
        HeapCensus.Taken<InProcessRoomLog> taken = HeapCensus.of(() -> {
            InProcessRoomLog full = new InProcessRoomLog(1, 8 << 20);
            for (int i = 0; i < 20_000; i++) {
                Origin origin = new Origin("session-" + i, new Incarnation(1, "node"), "frame-" + i, i);
                SessionDescription description =
                        new SessionDescription(i, 1, 2, List.of("fragment-" + i, "fragment+" + i));
                Json body = new Json(new byte[i % 10 == 0 ? 10_000 : 100]);
                full.append(
                        ROOM,
                        i % 2 == 0
                                ? new Proposal.Offer(origin, "peer-" + i, "", description, body)
                                : new Proposal.Message(origin, null, body));
            }
            return full;
        });
        double ratio = (double) taken.bytes() / taken.value().weight();
        System.out.printf("embedded log: heap / weight = %.2f%n", ratio);
        assertTrue(taken.value().weight() <= 8 << 20 && ratio < 1.3 && ratio > 1 / 1.3, "heap / weight = " + ratio);
    }
}
