package io.beckon.kafka;

import io.beckon.log.Following;
import io.beckon.log.RoomLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One listener's way through a partition. Its reader's thread calls the listener; it may be closed on any.
 */
final class Reading implements Following {

    private static final Logger LOG = System.getLogger(Reading.class.getName());

    final int partition;
    final long from;
    private final RoomLog.Listener listener;
    private final RoomRecords records;
    private final LogFigures figures;
    private final Consumer<Reading> whenClosed;
    private volatile boolean over;
    private volatile long lag;

    Reading(
            int partition,
            long from,
            RoomLog.Listener listener,
            RoomRecords records,
            LogFigures figures,
            Consumer<Reading> whenClosed) {
        this.partition = partition;
        this.from = from;
        this.listener = listener;
        this.records = records;
        this.figures = figures;
        this.whenClosed = whenClosed;
    }

    /** Takes the next record of the partition, unless this is over. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (over) {
            return;
        }
        figures.consumed.increment();
        switch (records.read(record)) {
            case RoomRecords.Read.Known known ->
                tell(known.record().position(), () -> listener.onRecord(known.record()));
            case RoomRecords.Read.Reset reset -> tell(reset.position(), () -> listener.onReset(reset.position()));
            case RoomRecords.Read.Garbled garbled -> {
                figures.garbled.increment();
                report(Level.WARNING, record, "is skipped: " + garbled.why());
            }
            case RoomRecords.Read.Unknown unknown -> unknown(record, unknown);
        }
    }

    private void unknown(ConsumerRecord<byte[], byte[]> record, RoomRecords.Read.Unknown unknown) {
        if (unknown.ignorable()) {
            figures.ignored.increment();
            return;
        }
        figures.unreadable.increment();
        report(Level.ERROR, record, "is of a later version and may not be skipped: type=" + unknown.type());
        end(RoomLog.Ended.UNREADABLE);
    }

    private void report(Level level, ConsumerRecord<byte[], byte[]> record, String what) {
        LOG.log(level, "A record " + what + ": " + Whereabouts.of(record));
    }

    /** Everything before this position was read. */
    void read(long next, long behind) {
        if (!over) {
            lag = behind;
            tell(next, () -> listener.onRead(next));
        }
    }

    /** Ends by itself, unless it is over. */
    void end(RoomLog.Ended cause) {
        if (!over) {
            close();
            tell(from, () -> listener.onEnd(cause));
        }
    }

    private void tell(long position, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A follower failed: partition=" + partition + " position=" + position, e);
        } catch (Error e) {
            LOG.log(Level.ERROR, "A follower is given up: partition=" + partition + " position=" + position, e);
            end(RoomLog.Ended.FAILED);
        }
    }

    boolean isOver() {
        return over;
    }

    /** How many records are behind the last one that was read. */
    long lag() {
        return lag;
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            whenClosed.accept(this);
        }
    }
}
