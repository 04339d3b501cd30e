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
import io.beckon.room.EndedRooms;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What follows from the logs for auditors, where there are no keepers: a thread of its own applies the records to rooms and calls of
 * its own. Whoever appends never waits for it. Records that find no room are missed, which is counted and said in the node's log; it
 * goes on behind them, and what it then says of their rooms may lack what they would have changed.
 */
public final class LogProjector implements AutoCloseable {

    static final int MOST_WAITING = 10_000;
    static final long MOST_BYTES = 8L << 20;

    private static final Logger LOG = System.getLogger(LogProjector.class.getName());
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final RoomFacts roomFacts;
    private final CallFacts callFacts;
    private final Supplier<String> instance;
    private final AuditTrail trail;
    private final Backlog<Waiting> waiting = new Backlog<>(MOST_WAITING, MOST_BYTES, Waiting::bytes);
    private final AtomicLong missed = new AtomicLong();
    private final AtomicBoolean missing = new AtomicBoolean();
    private volatile boolean closed;
    private final Map<RoomKey, Room> rooms = new HashMap<>();
    private final Map<Integer, EndedRooms> ended = new HashMap<>();
    private final CallBook book = new CallBook();
    private final Thread thread = new Thread(this::run, "beckon-projector");

    /** A record, as what is to be done with it. */
    private record Waiting(Runnable apply, int bytes) {}

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

    /** Begins with the logs' first records. */
    public void start(RoomLog log, CallLog calls) {
        thread.start();
        for (int partition = 0; partition < log.partitions(); partition++) {
            log.follow(partition, Partition.FIRST, record -> take(record.weight(), () -> apply(record)));
        }
        calls.follow(new CallLog.Listener() {
            @Override
            public void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
                Instant now = Instant.now();
                take(proposal.weight(), () -> apply(call, proposal, position, now));
            }

            @Override
            public void onCaughtUp() {}
        });
    }

    private void take(int bytes, Runnable apply) {
        if (waiting.add(new Waiting(apply, bytes))) {
            return;
        }
        missed.incrementAndGet();
        if (!closed && missing.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "Records are too many to say what follows from them for auditors: some are missed");
        }
    }

    private void run() {
        while (!waiting.isOver()) {
            waiting.work(PATIENCE_NANOS, LogProjector::attempt);
            if (waiting.size() == 0) {
                missing.set(false);
            }
        }
    }

    private static void attempt(Waiting next) {
        try {
            next.apply.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "What follows from a record for auditors could not be said", e);
        }
    }

    private void apply(LogRecord record) {
        Room room = rooms.computeIfAbsent(record.room(), Room::new);
        Happening happening = happening(
                LogPlace.Log.EVENTS, record.partition(), record.position(), Instant.ofEpochMilli(record.time()));
        roomFacts
                .of(
                        room,
                        record.proposal(),
                        happening,
                        () -> room.apply(record.proposal(), record.position(), record.time()))
                .facts()
                .forEach(this::add);
        ended.computeIfAbsent(record.partition(), partition -> new EndedRooms())
                .applied(room, record.position())
                .forEach(gone -> rooms.remove(gone.key()));
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
