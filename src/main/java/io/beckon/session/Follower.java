package io.beckon.session;

import io.beckon.identity.UserKey;
import io.beckon.log.Instances;
import io.beckon.log.LogRecord;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.protocol.CloseCode;
import io.beckon.room.CallHead;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    /** So many records that must not be missing may be on their way to the log. */
    private static final int MOST_INSISTED = 50_000;

    private static final long RECOVERY_MILLIS = 20_000;

    private final Executor recoverer;
    private final Announcer<Insisted> insisted;
    private final RecoveryMemory recovered;
    private final Strayed strayed;

    private final AwaitedOrders orders = new AwaitedOrders();

    private volatile CallEndings endings = (room, call, reason) -> {};

    /** Is told of calls that have ended in rooms that are followed here. */
    interface CallEndings {
        /** With the room's partition held. */
        void callEnded(RoomKey room, CallHead call, String reason);
    }

    /** Is told of members that come in when their connection is gone. */
    interface Strays {
        /** With the room's partition held. */
        void found(RoomKey room, String session, Incarnation incarnation);
    }

    /**
     * How partitions are followed as they are needed.
     *
     * @param starter runs what begins to follow a partition, which may block
     * @param recoverer runs what reads a partition once more, which takes its time
     * @param idle after which a partition that no session here needs is let go
     */
    public record OnDemand(Executor starter, Executor recoverer, Duration idle) {}

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
        this.recoverer = onDemand == null ? Runnable::run : onDemand.recoverer;
        this.recovered = RecoveryMemory.of(sessions.unsettled().isShared());
        this.insisted = new Announcer<>(
                new Announcer.Way<>(
                        insisted -> tracking(insisted.room()).append(insisted.room(), insisted.proposal(), starter),
                        Insisted::key,
                        Insisted::merged),
                MOST_INSISTED,
                this::lost);
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
                    this::stray,
                    orders);
            recoveries[number] = new Recovery(number, log, recovered, RECOVERY_MILLIS);
            tracked[number] = new Tracking(number, log, partitions[number], clock);
        }
        this.strayed = new Strayed(partitions.length, instance, sessions);
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

    /** The same for a client's frame, which may wait only as far as there is room for it. */
    CompletionStage<Long> propose(RoomKey room, Proposal proposal, Session by) {
        if (follows(room)) {
            return propose(room, proposal);
        }
        Unsettled.Claim claim = sessions.unsettled().frame(by, weight(room, proposal));
        if (claim == null) {
            return CompletableFuture.failedFuture(new LogUnavailable("too much waits for rooms"));
        }
        return propose(room, proposal).whenComplete((position, failure) -> claim.release());
    }

    private static long weight(RoomKey room, Proposal proposal) {
        return new LogRecord(0, 0, room, proposal).weight();
    }

    /**
     * Appends a record that must not be missing: again and again if need be, while this process lives. Beyond a bound it is given up,
     * and what it was for comes about later, see {@link Strayed}.
     */
    void insist(RoomKey room, Proposal proposal) {
        insisted.insist(new Insisted(room, proposal));
    }

    /** Rights that a session has lost must not stay with it: it comes back with those of the day. */
    private void lost(Insisted lost) {
        if (lost.proposal() instanceof Proposal.Entitle entitle) {
            Session session = sessions.connected(entitle.session());
            if (session != null) {
                session.close(CloseCode.TRY_AGAIN_LATER, "the log takes nothing");
            }
        } else {
            strayed.owes(Partition.of(lost.room(), partitions.length), clock.getAsLong());
        }
    }

    private void stray(RoomKey room, String session, Incarnation incarnation) {
        if (incarnation.instance().equals(instance.id())) {
            insist(room, new Proposal.Disconnected(session, incarnation, LeaveReason.TIMEOUT));
        }
    }

    /** Done once the partition of this room is followed. Whoever does not wait any longer cancels it. */
    CompletableFuture<Void> whenLive(RoomKey room) {
        return tracking(room).whenLive(starter);
    }

    /** The position that the next record of the room's partition gets, or a later one. */
    CompletableFuture<Long> end(RoomKey room) {
        return log.end(Partition.of(room, partitions.length)).toCompletableFuture();
    }

    /** What a session has missed beyond what memory holds; see {@link Recovery#recover}. */
    CompletableFuture<Recovery.Recovered> recover(RoomKey room, String session, UserKey user, long after) {
        if (onDemand == null) {
            return CompletableFuture.failedFuture(new LogUnavailable("this log keeps no more than memory does"));
        }
        return recoveries[Partition.of(room, recoveries.length)].recover(room, session, user, after, recoverer);
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
        timers.sweep((room, timer) -> Boolean.TRUE.equals(read(room, followed -> followed.room.holds(timer))));
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
        insisted.retry();
        findStrays();
    }

    /** One partition after the other. */
    private void findStrays() {
        long now = clock.getAsLong();
        strayed.owed().stream()
                .filter(number -> tracked[number].state() == Tracking.State.IDLE)
                .forEach(number -> tracked[number].whenLive(starter));
        int number = strayed.next();
        if (tracked[number].state() == Tracking.State.LIVE) {
            strayed.among(number, partitions[number].placesOf(instance.id()), now)
                    .forEach(place -> stray(place.room(), place.session(), place.incarnation()));
        }
    }

    private void release(long idleNanos) {
        long now = clock.getAsLong();
        Set<Tracking> used = new HashSet<>();
        for (Session session : sessions.all()) {
            session.membership().all().forEach(room -> used.add(tracking(room)));
        }
        strayed.owed().forEach(number -> used.add(tracked[number]));
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

    /** How many wait for partitions to be followed. */
    int waiting() {
        int waiting = 0;
        for (Tracking tracking : tracked) {
            waiting += tracking.waiting();
        }
        return waiting;
    }

    /** How many records that must not be missing are on their way to the log. */
    public int insisted() {
        return insisted.size();
    }

    /** How many of them found no room. */
    public long losses() {
        return insisted.losses();
    }

    /** Bytes of what was read from the log once more, and was not sent yet. */
    public long recoveredBytes() {
        return recovered.bytes();
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
