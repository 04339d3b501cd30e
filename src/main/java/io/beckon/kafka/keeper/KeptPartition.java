package io.beckon.kafka.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.LogPlace;
import io.beckon.audit.capture.CapturedRecord;
import io.beckon.kafka.RoomRecords;
import io.beckon.kafka.Whereabouts;
import io.beckon.records.CheckpointCodec;
import io.beckon.records.Watermark;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the events as a keeper reads it: late, and up to what it may apply already. What it writes is what changes in the
 * checkpoint, its watermark, and the facts for auditors.
 */
final class KeptPartition implements Share {

    private static final Logger LOG = System.getLogger(KeptPartition.class.getName());

    private final int number;
    private final String topicId;
    private final KeeperParts parts;
    private final KeeperFigures figures;
    private final Arrival arrival;
    private final KeptRooms rooms;
    private final SeenEnds ends;
    private final FactsToWrite facts;
    private final CaptureToWrite capture;
    private final CheckpointCodec codec = new CheckpointCodec();

    private long next;
    private long committed;

    KeptPartition(int number, String topicId, KeeperParts parts, Arrival arrival) {
        this.number = number;
        this.topicId = topicId;
        this.parts = parts;
        this.figures = parts.figures();
        this.arrival = arrival;
        this.rooms = new KeptRooms(figures, new LastResort(parts.settings()), parts.projection());
        this.ends = new SeenEnds(parts.settings().lag());
        this.facts = new FactsToWrite(parts.settings().names().audit(), parts.audit());
        this.capture = new CaptureToWrite(parts.settings(), number);
    }

    @Override
    public int number() {
        return number;
    }

    KeptRooms rooms() {
        return rooms;
    }

    @Override
    public boolean begin(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        return arrival.attempt(() -> begin(arrival.look(consumer)));
    }

    private boolean begin(HandOver how) {
        switch (how) {
            case HandOver.NotYet notYet -> {
                return false;
            }
            case HandOver.GoOn(long offset, long projected, var snapshots) -> {
                rooms.restore(snapshots, System.nanoTime());
                facts.begin(projected);
                capture.begin(projected);
                begin(offset, offset);
                figures.watermarks.put(number, offset);
            }
            case HandOver.BeginAnew(long projected, var stale) -> {
                rooms.bury(stale);
                facts.begin(projected);
                capture.begin(projected);
                begin(0, -1);
            }
            case HandOver.Reset(long projected, var stale) -> {
                long offset = arrival.reset();
                missed(offset - projected);
                begin(offset, -1);
                rooms.bury(stale);
            }
        }
        return true;
    }

    private void missed(long records) {
        if (records > 0) {
            parts.audit().missed.add(records);
            LOG.log(
                    Level.ERROR,
                    "Nothing follows for auditors from records of rooms: partition=" + number + " records=" + records);
        }
    }

    /** @param committed up to where the checkpoint goes; -1 when there is none */
    private void begin(long next, long committed) {
        this.next = next;
        this.committed = committed;
    }

    @Override
    public long next() {
        return next;
    }

    /** At {@code now} the partition ended there. */
    void saw(long now, long end) {
        ends.note(now, end);
        figures.due.put(number, Math.max(0, ends.old(now) - Math.max(0, committed)));
    }

    @Override
    public boolean mayTake(long offset, long now) {
        return offset < ends.old(now);
    }

    @Override
    public int take(ConsumerRecord<byte[], byte[]> record, long now) {
        int bytes = 0;
        switch (parts.records().read(record)) {
            case RoomRecords.Read.Known known -> {
                var happening = FactsToWrite.happening(LogPlace.Log.EVENTS, record);
                bytes = facts.add(record, rooms.apply(known.record(), happening, now))
                        + capture.add(new CapturedRecord.OfRoom(known.record()));
            }
            case RoomRecords.Read.Reset reset -> rooms.reset();
            case RoomRecords.Read.Garbled garbled -> {
                figures.garbled.increment();
                LOG.log(Level.WARNING, "A record is skipped: " + garbled.why() + ": " + Whereabouts.of(record));
            }
            case RoomRecords.Read.Unknown unknown -> {
                if (!unknown.ignorable()) {
                    figures.stopped.increment();
                    LOG.log(
                            Level.ERROR,
                            "A record is of a later version and may not be skipped, the checkpoint stays before it: type="
                                    + unknown.type() + " " + Whereabouts.of(record));
                    return STOPPED;
                }
            }
        }
        figures.applied.increment();
        next = record.offset() + 1;
        return bytes;
    }

    @Override
    public boolean hasNews() {
        return next != committed;
    }

    @Override
    public void write(Consumer<ProducerRecord<byte[], byte[]>> to) {
        rooms.changes().forEach((key, value) -> to.accept(checkpoint(key, value)));
        facts.write(to);
        capture.write(to);
        Watermark watermark =
                new Watermark(next, topicId, parts.settings().lag().toMillis());
        to.accept(checkpoint(CheckpointCodec.WATERMARK_KEY, codec.encode(watermark)));
    }

    private ProducerRecord<byte[], byte[]> checkpoint(String key, byte @Nullable [] value) {
        byte[] name = key.getBytes(UTF_8);
        figures.written.increment();
        figures.writtenBytes.add(name.length + (value == null ? 0 : value.length));
        return new ProducerRecord<>(parts.settings().names().checkpoints(), number, name, value);
    }

    @Override
    public OffsetAndMetadata progress() {
        return new OffsetAndMetadata(next);
    }

    @Override
    public void committed() {
        committed = next;
        facts.committed();
        figures.watermarks.put(number, next);
    }
}
