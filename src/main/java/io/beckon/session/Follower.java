package io.beckon.session;

import io.beckon.log.Instances;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.room.CallHead;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that this node follows, by partition, and the way into their log. A partition is followed from the first time that
 * somebody here needs it until nobody has for a while. Safe for use by several threads.
 */
public final class Follower {

    private static final long OTHERS_FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RoomLog log;
    private final Sessions sessions;
    private final ReplayMemory memory;
    private final Timers timers;
    private final Instances instances;
    private final Instance instance;
    private final LongSupplier clock;
    private final @Nullable OnDemand onDemand;
    private final Executor starter;
    private final FollowedPartition[] partitions;
    private final Tracking[] tracked;
    private final Recovery[] recoveries;
    /** Records that have to get into the log whatever happens, and did not at the first attempt. */
    private final ConcurrentLinkedQueue<Insisted> insisted = new ConcurrentLinkedQueue<>();

    private final AwaitedOrders orders = new AwaitedOrders();

    private volatile CallEndings endings = (room, call, reason) -> {};

    /** Is told of calls that have ended in rooms that are followed here. */
    interface CallEndings {
        /** With the room's partition held. */
        void callEnded(RoomKey room, CallHead call, String reason);
    }

    private record Insisted(RoomKey room, Proposal proposal) {}

    /**
     * How partitions are followed as they are needed.
     *
     * @param starter runs what begins to follow a partition, which may block
     * @param idle after which a partition that no session here needs is let go
     */
    public record OnDemand(Executor starter, Duration idle) {}

    /** @param onDemand {@code null} for a log that does not keep what nobody follows: then all of it is followed for good */
    public Follower(
            RoomLog log,
            Instance instance,
            Instances instances,
            Sessions sessions,
            ReplayMemory memory,
            Timers timers,
            LongSupplier clock,
            @Nullable OnDemand onDemand) {
        this.log = log;
        this.instance = instance;
        this.instances = instances;
        this.sessions = sessions;
        this.memory = memory;
        this.timers = timers;
        this.clock = clock;
        this.onDemand = onDemand;
        this.starter = onDemand == null ? Runnable::run : onDemand.starter;
        this.partitions = new FollowedPartition[log.partitions()];
        this.tracked = new Tracking[log.partitions()];
        this.recoveries = new Recovery[log.partitions()];
        for (int number = 0; number < partitions.length; number++) {
            partitions[number] = new FollowedPartition(
                    number,
                    instances,
                    sessions,
                    memory,
                    timers,
                    clock,
                    (room, call, reason) -> endings.callEnded(room, call, reason),
                    orders);
            recoveries[number] = new Recovery(number, log);
            tracked[number] = new Tracking(number, log, partitions[number], clock);
        }
        instances.whenLost(this::lose);
    }

    AwaitedOrders orders() {
        return orders;
    }

    void whenCallEnds(CallEndings told) {
        endings = told;
    }

    /** Begins to follow, if that does not wait until somebody needs it. */
    public void start() {
        if (onDemand != null) {
            return;
        }
        for (Tracking tracking : tracked) {
            tracking.whenLive(starter);
        }
    }

    CompletionStage<Long> propose(RoomKey room, Proposal proposal) {
        return tracking(room).propose(room, proposal, starter);
    }

    /** Appends a record that must not be missing: again and again if need be, while this process lives. */
    void insist(RoomKey room, Proposal proposal) {
        tracking(room).append(room, proposal, starter).whenComplete((position, failure) -> {
            if (failure != null) {
                insisted.add(new Insisted(room, proposal));
            }
        });
    }

    /** Done once the partitions of these rooms are followed. */
    CompletableFuture<Void> whenLive(Collection<RoomKey> rooms) {
        return CompletableFuture.allOf(
                rooms.stream().map(room -> tracking(room).whenLive(starter)).toArray(CompletableFuture[]::new));
    }

    /** What a session has missed beyond what memory holds; see {@link Recovery#recover}. */
    CompletableFuture<Recovery.Recovered> recover(RoomKey room, String session, long after) {
        if (onDemand == null) {
            return CompletableFuture.failedFuture(new LogUnavailable("this log keeps no more than memory does"));
        }
        return recoveries[Partition.of(room, recoveries.length)].recover(room, session, after, starter);
    }

    private Tracking tracking(RoomKey room) {
        return tracked[Partition.of(room, tracked.length)];
    }

    FollowedPartition partition(RoomKey room) {
        return partitions[Partition.of(room, partitions.length)];
    }

    <T> @Nullable T read(RoomKey room, Function<FollowedRoom, @Nullable T> reader) {
        return partition(room).read(room, reader);
    }

    long now() {
        return clock.getAsLong();
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
            timers.again(timer, now + 2 * OTHERS_FIRST_NANOS);
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
        String timekeeper = followed.room.timekeeper(instances::isLost);
        if (timekeeper == null) {
            return Turn.ANYBODY;
        }
        return timekeeper.equals(instance.id()) ? Turn.MINE : Turn.ANOTHERS;
    }

    private void lose(String lost) {
        for (FollowedPartition partition : partitions) {
            partition.lose(lost);
        }
    }

    /** Lets go of partitions that no session needs, and tries again what has to get into the log. Called once a second. */
    void tidy() {
        if (onDemand != null) {
            release(onDemand.idle.toNanos());
        }
        for (int left = insisted.size(); left > 0; left--) {
            Insisted again = insisted.poll();
            if (again != null) {
                insist(again.room, again.proposal);
            }
        }
    }

    private void release(long idleNanos) {
        long now = clock.getAsLong();
        Set<Tracking> used = new HashSet<>();
        for (Session session : sessions.all()) {
            session.membership().all().forEach(room -> used.add(tracking(room)));
        }
        used.forEach(tracking -> tracking.use(now));
        for (Tracking tracking : tracked) {
            tracking.releaseUnused(now, idleNanos);
        }
    }

    /** Tells the hosts of crowded broadcasts how many there are. Called once a second. */
    void tellCounts() {
        for (FollowedPartition partition : partitions) {
            partition.tellCounts();
        }
    }

    /** Whether this node knows how a room is. */
    boolean follows(RoomKey room) {
        return tracking(room).state() == Tracking.State.LIVE;
    }

    /** Calls this with each partition that is followed and its rooms that have members. */
    void occupied(BiConsumer<Integer, List<RoomKey>> action) {
        for (int number = 0; number < partitions.length; number++) {
            if (tracked[number].state() == Tracking.State.LIVE) {
                action.accept(number, partitions[number].occupied());
            }
        }
    }

    /** How many partitions this node follows. */
    public int followed() {
        return count(Tracking.State.LIVE);
    }

    /** How many partitions hold something that this version does not understand. */
    public int unreadable() {
        return count(Tracking.State.UNREADABLE);
    }

    private int count(Tracking.State wanted) {
        int count = 0;
        for (Tracking tracking : tracked) {
            count += tracking.state() == wanted ? 1 : 0;
        }
        return count;
    }

    /** How much waits for partitions to be followed. */
    public int waiting() {
        int waiting = 0;
        for (Tracking tracking : tracked) {
            waiting += tracking.waiting();
        }
        return waiting;
    }

    /** The rooms that this node follows and that have members, as it sees them. */
    public List<RoomState> states() {
        return Arrays.stream(partitions)
                .flatMap(partition -> partition.states().stream())
                .toList();
    }

    /** What this node has done so far, and holds. */
    public Totals totals() {
        Totals sum = Totals.NONE;
        for (FollowedPartition partition : partitions) {
            sum = sum.plus(partition.totals());
        }
        return sum;
    }
}
