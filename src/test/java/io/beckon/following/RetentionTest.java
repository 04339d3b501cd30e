package io.beckon.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.HeapCensus;
import io.beckon.log.DueTimers;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.Instances;
import io.beckon.log.Partition;
import io.beckon.room.Applicant;
import io.beckon.room.EndedRooms;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.tracing.NoTracing;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is left of rooms that nobody is in any more. */
class RetentionTest {

    private static final int PARTITIONS = 4;
    private static final int ROOMS = 20_000;
    private static final Duration AGE = Duration.ofMinutes(2);

    private final AtomicLong clock = new AtomicLong();
    private final InProcessRoomLog log = new InProcessRoomLog(PARTITIONS, 1 << 20);
    private final ReplayMemory memory = new ReplayMemory(4 << 20, AGE.toNanos());
    private final Follower follower = follower();

    private Follower follower() {
        Surroundings here = new Surroundings(
                new Instances(30),
                new NoReceivers(),
                memory,
                new DueTimers(Duration.ofSeconds(30), Duration.ofSeconds(30)),
                clock::get,
                CallEndings.UNHEARD,
                new FollowingFigures(),
                NoTracing.NO_TRACING);
        Follower made = new Follower(log, new Instance(), here, null);
        made.start();
        return made;
    }

    private static RoomKey key(int room) {
        return new RoomKey("default", "a room that is left at once, number " + room);
    }

    private static Origin origin(int room, String id) {
        return new Origin("session-of-a-visitor-" + room, new Incarnation(1, "i"), id, Origin.NOBODY_WAITS);
    }

    private void visit(int room) {
        Applicant visitor = new Applicant(
                "peer-of-a-visitor-" + room,
                "user",
                "User",
                Set.of(Right.JOIN, Right.PUBLISH),
                null,
                null,
                Json.of("{\"n\":" + room + ",\"x\":\"" + "x".repeat(4000) + "\"}"),
                false);
        follower.propose(key(room), new Proposal.Join(origin(room, "1"), visitor, null, null, RoomRules.DEFAULT));
        follower.propose(key(room), new Proposal.Leave(origin(room, "2"), LeaveReason.LEFT));
    }

    @Test
    void ofAnyNumberOfRoomsFewAreRememberedAndTheyAreSmall() {
        HeapCensus.Taken<Totals> taken = HeapCensus.of(() -> {
            for (int room = 0; room < ROOMS; room++) {
                visit(room);
            }
            return follower.totals();
        });
        Totals totals = taken.value();
        assertEquals(PARTITIONS * EndedRooms.MOST, totals.rooms());
        assertTrue(totals.stateBytes() < 2000 * totals.rooms(), "bytes of state: " + totals.stateBytes());
        long said = totals.stateBytes() + memory.weight() + log.weight();
        double ratio = (double) taken.bytes() / said;
        System.out.printf("left rooms: heap %d, heap / weight = %.2f%n", taken.bytes(), ratio);
        assertTrue(ratio < 1.3, "the heap has more than is said: " + ratio);
    }

    @Test
    void whatIsForgottenWeighsNothing() {
        for (int room = 0; room < 100; room++) {
            visit(room);
        }
        assertTrue(follower.totals().stateBytes() > 0);
        Set<Integer> partitions = new HashSet<>();
        for (int room = 1000; partitions.size() < PARTITIONS; room++) {
            if (partitions.add(Partition.of(key(room), PARTITIONS))) {
                for (int i = 0; i < 5000; i++) {
                    follower.propose(key(room), new Proposal.InstanceLost("nobody"));
                }
            }
        }
        assertEquals(0, follower.totals().rooms());
        assertEquals(0, follower.totals().stateBytes());
        clock.addAndGet(AGE.plusSeconds(1).toNanos());
        follower.tick();
        assertEquals(0, memory.weight());
    }

    /** What totals say of the state is the sum of what the rooms say, though nobody adds it up. */
    @Test
    void theSumOfTheStateRunsAlong() {
        for (int room = 0; room < 500; room++) {
            visit(room % 50);
        }
        long sum = 0;
        for (int room = 0; room < 50; room++) {
            Long weight = follower.read(key(room), FollowedRoom::weight);
            sum += weight == null ? 0 : weight;
        }
        assertEquals(sum, follower.totals().stateBytes());
    }
}
