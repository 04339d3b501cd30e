package io.beckon.session;

import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The rooms that this node follows, by partition, and the way into their log. Safe for use by several threads. */
public final class Follower {

    private static final long OTHERS_FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RoomLog log;
    private final String instance;
    private final ReplayMemory memory;
    private final Timers timers;
    private final LongSupplier clock;
    private final FollowedPartition[] partitions;

    public Follower(
            RoomLog log, String instance, Sessions sessions, ReplayMemory memory, Timers timers, LongSupplier clock) {
        this.log = log;
        this.instance = instance;
        this.memory = memory;
        this.timers = timers;
        this.clock = clock;
        this.partitions = new FollowedPartition[log.partitions()];
        for (int number = 0; number < partitions.length; number++) {
            partitions[number] = new FollowedPartition(number, instance, sessions, memory, timers, clock);
        }
    }

    /** Begins to follow. */
    public void start() {
        for (int number = 0; number < partitions.length; number++) {
            log.follow(number, Partition.FIRST, partitions[number]);
        }
    }

    CompletionStage<Long> propose(RoomKey room, Proposal proposal) {
        return log.append(room, proposal);
    }

    FollowedPartition partition(RoomKey room) {
        return partitions[Partition.of(room, partitions.length)];
    }

    <T> @Nullable T read(RoomKey room, Function<FollowedRoom, @Nullable T> reader) {
        return partition(room).read(room, reader);
    }

    ReplayMemory memory() {
        return memory;
    }

    /** Proposes the timers that are due and drops what is too old to come back to. Called a few times a second. */
    void tick() {
        long now = clock.getAsLong();
        memory.age(now);
        for (Timers.Running timer : timers.due(now)) {
            elapse(timer, now);
        }
    }

    private void elapse(Timers.Running timer, long now) {
        Turn turn = read(timer.room(), followed -> turn(followed, timer.timer()));
        if (turn == Turn.MINE || turn == Turn.ANYBODY && timer.late()) {
            propose(timer.room(), timer.timer());
        } else if (turn == Turn.ANYBODY) {
            timers.again(timer, now + ThreadLocalRandom.current().nextLong(OTHERS_FIRST_NANOS));
        } else if (turn == Turn.ANOTHERS) {
            timers.again(timer, now + OTHERS_FIRST_NANOS);
        }
    }

    /** Whose turn it is to propose a timer. */
    private enum Turn {
        MINE,
        ANYBODY,
        ANOTHERS
    }

    private @Nullable Turn turn(FollowedRoom followed, Proposal.Timed timer) {
        if (!followed.room.holds(timer)) {
            return null;
        }
        String timekeeper = followed.room.timekeeper(lost -> false);
        if (timekeeper == null) {
            return Turn.ANYBODY;
        }
        return timekeeper.equals(instance) ? Turn.MINE : Turn.ANOTHERS;
    }

    /** Tells the hosts of crowded broadcasts how many there are. Called once a second. */
    void tellCounts() {
        for (FollowedPartition partition : partitions) {
            partition.tellCounts();
        }
    }
}
