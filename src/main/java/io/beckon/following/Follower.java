package io.beckon.following;

import io.beckon.identity.UserKey;
import io.beckon.log.Announcer;
import io.beckon.log.DueTimers;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.protocol.CloseCode;
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
import org.jspecify.annotations.Nullable;

/**
 * The rooms that this node follows, by partition, and the way into their log. A partition is followed from the first time that
 * somebody here needs it until nobody has for a while. Safe for use by several threads.
 */
public final class Follower {

    private static final long OTHERS_FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RoomLog log;
    private final Surroundings here;
    private final Instance instance;
    private final @Nullable OnDemand onDemand;
    private final Executor starter;
    private final FollowedPartition[] partitions;
    private final Tracking[] tracked;
    private final Recovery[] recoveries;
    /** Maximum number of records on their way to the log that must not be missing. */
    static final int MOST_INSISTED = 50_000;

    private static final long RECOVERY_MILLIS = 20_000;

    private final Announcer<Insisted> insisted;
    private final Strayed strayed;

    private final AwaitedOrders orders = new AwaitedOrders();

    /**
     * How partitions are followed as they are needed.
     *
     * @param starter runs what begins to follow a partition, which may block
     * @param recoverer runs what reads a partition once more, which takes its time
     * @param recovered what was read once more, until those for whom it was have got it
     * @param idle after which a partition that no session here needs is let go
     */
    public record OnDemand(Executor starter, Executor recoverer, RecoveryMemory recovered, Duration idle) {}

    /** @param onDemand {@code null} for a log that does not keep what nobody follows: then all of it is followed for good */
    public Follower(RoomLog log, Instance instance, Surroundings here, @Nullable OnDemand onDemand) {
        this.log = log;
        this.instance = instance;
        this.here = here;
        this.onDemand = onDemand;
        this.starter = onDemand == null ? Runnable::run : onDemand.starter;
        this.insisted = new Announcer<>(
                new Announcer.Way<>(
                        insisted -> tracking(insisted.room()).append(insisted.room(), insisted.proposal(), starter),
                        Insisted::key,
                        Insisted::merged),
                MOST_INSISTED,
                this::lost);
        this.partitions = new FollowedPartition[log.partitions()];
        this.tracked = new Tracking[log.partitions()];
        this.recoveries = new Recovery[onDemand == null ? 0 : log.partitions()];
        for (int number = 0; number < partitions.length; number++) {
            partitions[number] = new FollowedPartition(number, here, this::stray, orders, instance);
            tracked[number] = new Tracking(number, log, partitions[number], here.clock());
            if (onDemand != null) {
                recoveries[number] = new Recovery(number, log, onDemand.recovered, RECOVERY_MILLIS);
            }
        }
        this.strayed = new Strayed(partitions.length, instance, here.receivers());
        here.instances().whenLost(this::lose);
    }

    public AwaitedOrders orders() {
        return orders;
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

    public CompletionStage<Long> propose(RoomKey room, Proposal proposal) {
        return tracking(room).propose(room, proposal, starter);
    }

    /**
     * Appends a record that must not be missing: again and again if need be, while this process lives. Beyond a bound it is given up,
     * and what it was for comes about later, see {@link Strayed}.
     */
    public void insist(RoomKey room, Proposal proposal) {
        insisted.insist(new Insisted(room, proposal));
    }

    /** Rights that a session has lost must not stay with it: it comes back with those of the day. */
    private void lost(Insisted lost) {
        if (lost.proposal() instanceof Proposal.Entitle entitle) {
            Receiver receiver = here.receivers().connected(entitle.session());
            if (receiver != null) {
                receiver.close(CloseCode.TRY_AGAIN_LATER, "the log takes nothing");
            }
        } else {
            strayed.owes(Partition.of(lost.room(), partitions.length), here.now());
        }
    }

    private void stray(RoomKey room, String session, Incarnation incarnation) {
        if (incarnation.instance().equals(instance.id())) {
            insist(room, new Proposal.Disconnected(session, incarnation, LeaveReason.TIMEOUT));
        }
    }

    /** Done once the partition of this room is followed. Whoever does not wait any longer cancels it. */
    public CompletableFuture<Void> whenLive(RoomKey room) {
        return tracking(room).whenLive(starter);
    }

    /** The same of the partition with this number. */
    public CompletableFuture<Void> whenLive(int partition) {
        return tracked[partition].whenLive(starter);
    }

    public int partitions() {
        return partitions.length;
    }

    /** The position that the next record of the room's partition gets, or a later one. */
    public CompletableFuture<Long> end(RoomKey room) {
        return log.end(Partition.of(room, partitions.length)).toCompletableFuture();
    }

    /** What a session has missed beyond what memory holds; see {@link Recovery#recover}. */
    public CompletableFuture<Recovery.Recovered> recover(RoomKey room, String session, UserKey user, long after) {
        if (onDemand == null) {
            return CompletableFuture.failedFuture(new LogUnavailable("this log keeps no more than memory does"));
        }
        return recoveries[Partition.of(room, recoveries.length)].recover(
                room, session, user, after, onDemand.recoverer);
    }

    private Tracking tracking(RoomKey room) {
        return tracked[Partition.of(room, tracked.length)];
    }

    /** The number of the partition of a room. */
    public int shard(RoomKey room) {
        return Partition.of(room, partitions.length);
    }

    public FollowedPartition partition(RoomKey room) {
        return partitions[Partition.of(room, partitions.length)];
    }

    /** The rooms of the partition with this number, as this node has them. */
    public FollowedPartition.Kept kept(int partition) {
        return partitions[partition].kept();
    }

    public <T> @Nullable T read(RoomKey room, Function<FollowedRoom, @Nullable T> reader) {
        return partition(room).read(room, reader);
    }

    public long now() {
        return here.now();
    }

    public ReplayMemory memory() {
        return here.memory();
    }

    /** Proposes the timers that are due and drops what is too old to come back to. Called a few times a second. */
    public void tick() {
        long now = here.now();
        here.memory().age(now);
        for (DueTimers.Running timer : here.timers().due(now)) {
            elapse(timer, now);
        }
        here.timers()
                .sweep((room, timer) -> Boolean.TRUE.equals(
                        read(room, followed -> followed.room().holds(timer))));
    }

    private void elapse(DueTimers.Running timer, long now) {
        Turn turn = read(timer.room(), followed -> turn(followed, timer.timer()));
        if (turn == Turn.MINE || turn == Turn.ANYBODY && timer.late()) {
            propose(timer.room(), timer.timer());
            here.timers().again(timer, now + 2 * OTHERS_FIRST_NANOS);
        } else if (turn == Turn.ANYBODY) {
            here.timers().again(timer, now + ThreadLocalRandom.current().nextLong(OTHERS_FIRST_NANOS));
        } else if (turn == Turn.ANOTHERS) {
            here.timers().again(timer, now + OTHERS_FIRST_NANOS);
        }
    }

    /** Whose turn it is to propose a timer. */
    private enum Turn {
        MINE,
        ANYBODY,
        ANOTHERS
    }

    private @Nullable Turn turn(FollowedRoom followed, Proposal.Timed timer) {
        if (!followed.room().holds(timer)) {
            return null;
        }
        String timekeeper = followed.room().timekeeper(here.instances()::isLost);
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
    public void tidy() {
        if (onDemand != null) {
            release(onDemand.idle.toNanos());
        }
        insisted.retry();
        findStrays();
    }

    /** One partition after the other. */
    private void findStrays() {
        long now = here.now();
        strayed.owed().stream()
                .filter(number -> tracked[number].state() == Tracking.State.IDLE)
                .forEach(number -> tracked[number].whenLive(starter));
        int number = strayed.next();
        if (tracked[number].state() == Tracking.State.LIVE) {
            strayed.among(number, partitions[number].membersOf(instance.id()), now)
                    .forEach(member -> stray(member.room(), member.session(), member.incarnation()));
        }
    }

    private void release(long idleNanos) {
        long now = here.now();
        Set<Tracking> used = new HashSet<>();
        here.receivers().eachRoom(room -> used.add(tracking(room)));
        strayed.owed().forEach(number -> used.add(tracked[number]));
        used.forEach(tracking -> tracking.use(now));
        for (Tracking tracking : tracked) {
            tracking.releaseUnused(now, idleNanos);
        }
    }

    /** Tells the hosts of crowded broadcasts how many there are. Called once a second. */
    public void tellCounts() {
        for (FollowedPartition partition : partitions) {
            partition.tellCounts();
        }
    }

    /** Whether this node knows how a room is. */
    public boolean follows(RoomKey room) {
        return tracking(room).state() == Tracking.State.LIVE;
    }

    /** Calls this with each partition that is followed and its rooms that have members. */
    public void occupied(BiConsumer<Integer, List<RoomKey>> action) {
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
    public int waiting() {
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
        return onDemand == null ? 0 : onDemand.recovered.bytes();
    }

    /** The rooms that this node follows and that have members, as it sees them. */
    public List<RoomDigest> states() {
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
