package io.beckon.projection;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.Backlog;
import io.beckon.audit.CallFacts;
import io.beckon.audit.Happening;
import io.beckon.audit.LogPlace;
import io.beckon.audit.RoomFacts;
import io.beckon.call.Call;
import io.beckon.call.CallBook;
import io.beckon.call.CallProposal;
import io.beckon.log.CallLog;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What follows from the logs for auditors, where there are no keepers: a thread of its own applies the records to rooms and calls of
 * its own. Whoever appends never waits for it. Records that find no room are missed, which is counted and said in the node's log.
 * What follows from those behind them is not told either, for it would be false, until few wait: then the rooms of that partition, or
 * the calls, are taken over as the node has them, and it goes on behind that.
 */
public final class LogProjector implements AutoCloseable {

    static final int MOST_WAITING = 10_000;
    static final long MOST_BYTES = 8L << 20;

    /** Records. With more there would be another gap soon. */
    private static final int FEW = MOST_WAITING / 10;

    private static final Logger LOG = System.getLogger(LogProjector.class.getName());
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();
    /** The node may not have applied yet what was missed here. */
    private static final long GAP_NANOS = Duration.ofMillis(100).toNanos();

    private final RoomFacts roomFacts;
    private final CallFacts callFacts;
    private final Supplier<String> instance;
    private final AuditTrail trail;
    private final Backlog<Waiting> waiting = new Backlog<>(MOST_WAITING, MOST_BYTES, Waiting::bytes);
    private final AtomicLong missed = new AtomicLong();
    private final AtomicBoolean missing = new AtomicBoolean();
    private volatile boolean closed;
    private final List<Gapped> logs = new ArrayList<>();
    private CallBook book = new CallBook();
    private final Thread thread = new Thread(this::run, "beckon-projector");

    /** A record, as what is to be done with it. */
    private record Waiting(Gap gap, long position, Runnable apply, int bytes) {}

    /**
     * One partition of rooms, or all calls.
     *
     * @param mend takes over what the node has, if that ends the gap
     */
    private record Gapped(Gap gap, Runnable mend) {}

    /**
     * Says what follows to a trail.
     *
     * @param instance of this node, whose records all of them are
     */
    public LogProjector(AddressPolicy addresses, Supplier<String> instance, AuditTrail trail) {
        this.roomFacts = new RoomFacts(addresses);
        this.callFacts = new CallFacts(addresses);
        this.instance = instance;
        this.trail = trail;
        thread.setDaemon(true);
    }

    /** Begins with the logs' first records. @param node where the logs are applied as well */
    public void start(RoomLog log, CallLog calls, OwnState node) {
        List<Runnable> following = new ArrayList<>();
        for (int partition = 0; partition < log.partitions(); partition++) {
            following.add(follow(log, partition, node));
        }
        following.add(follow(calls, node));
        thread.start();
        following.forEach(Runnable::run);
    }

    private Runnable follow(RoomLog log, int partition, OwnState node) {
        ShadowRooms rooms = new ShadowRooms(roomFacts);
        Gap gap = new Gap();
        logs.add(new Gapped(gap, () -> {
            OwnState.Rooms state = node.rooms(partition);
            if (gap.endsAt(state.position())) {
                rooms.become(state.rooms());
            }
        }));
        return () -> log.follow(
                partition,
                Partition.FIRST,
                record -> take(new Waiting(gap, record.position(), () -> apply(rooms, record), record.weight())));
    }

    private Runnable follow(CallLog calls, OwnState node) {
        Gap gap = new Gap();
        logs.add(new Gapped(gap, () -> {
            OwnState.Calls state = node.calls();
            if (gap.endsAt(state.position())) {
                book = new CallBook();
                state.calls().forEach(book::restored);
            }
        }));
        CallLog.Listener listener = new CallLog.Listener() {
            @Override
            public void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
                Instant now = Instant.now();
                take(new Waiting(gap, position, () -> apply(call, proposal, position, now), proposal.weight()));
            }

            @Override
            public void onCaughtUp() {}
        };
        return () -> calls.follow(listener);
    }

    private void take(Waiting record) {
        if (waiting.add(record)) {
            return;
        }
        record.gap.misses(record.position);
        missed.incrementAndGet();
        if (!closed && missing.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "Records are too many to say what follows from them for auditors: some are missed");
        }
    }

    private void run() {
        boolean isWhole = true;
        while (!waiting.isOver()) {
            waiting.work(isWhole ? PATIENCE_NANOS : GAP_NANOS, this::attempt);
            if (waiting.size() <= FEW) {
                isWhole = mend();
            }
        }
    }

    /** @return whether nothing is missing any more */
    private boolean mend() {
        logs.stream().filter(log -> log.gap.isOpen()).forEach(log -> log.mend.run());
        boolean isWhole = logs.stream().noneMatch(log -> log.gap.isOpen());
        if (isWhole) {
            missing.set(false);
        }
        return isWhole;
    }

    private void attempt(Waiting next) {
        if (!next.gap.tells(next.position)) {
            missed.incrementAndGet();
            return;
        }
        try {
            next.apply.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "What follows from a record for auditors could not be said", e);
        }
    }

    private void apply(ShadowRooms rooms, LogRecord record) {
        rooms.apply(
                        record,
                        happening(
                                LogPlace.Log.EVENTS,
                                record.partition(),
                                record.position(),
                                Instant.ofEpochMilli(record.time())))
                .forEach(this::add);
    }

    private void apply(String id, CallProposal proposal, long position, Instant time) {
        Call before = book.call(id);
        var outcome = book.apply(id, proposal);
        callFacts
                .of(before, proposal, outcome, id, happening(LogPlace.Log.CALLS, 0, position, time))
                .forEach(this::add);
    }

    /** The logs begin anew with each process, and their places with them. */
    private void add(AuditEvent event) {
        trail.add(event.ofProcess(instance.get()));
    }

    private Happening happening(LogPlace.Log log, int partition, long position, Instant time) {
        return new Happening(new LogPlace(log, partition, position - Partition.FIRST), time, instance.get());
    }

    /** Records from which nothing was said to follow, for there were too many. */
    public long missed() {
        return missed.get();
    }

    /** Says what follows from the records that wait, within 5 s. */
    @Override
    public void close() {
        closed = true;
        waiting.close();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
