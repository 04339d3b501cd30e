package io.beckon.kafka;

import io.beckon.archive.Archive;
import io.beckon.archive.AuditPage;
import io.beckon.archive.AuditSearch;
import io.beckon.archive.Replayed;
import io.beckon.log.Checkpoint;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.replay.CallReplay;
import io.beckon.replay.RoomReading;
import io.beckon.replay.Verdict;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The past as the service's topics have it. Each question has a client of its own. */
public final class KafkaArchive implements Archive {

    /** Of a room's partition. */
    static final long MOST_RECORDS = 200_000;

    /** Of each partition of calls. */
    static final long MOST_OF_CALLS = 25_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static final ReadBounds OF_ROOMS = new ReadBounds(MOST_RECORDS, PATIENCE);
    static final ReadBounds OF_CALLS = new ReadBounds(MOST_OF_CALLS, PATIENCE);

    private final Map<String, Object> client;
    private final TopicNames names;
    private final int partitions;
    private final IntFunction<Checkpoint> checkpoints;

    /**
     * Opens nothing yet.
     *
     * @param client common client settings, as the operator gave them
     * @param partitions over how many rooms are spread
     * @param checkpoints reads the newest of a partition
     */
    public KafkaArchive(
            Map<String, Object> client, TopicNames names, int partitions, IntFunction<Checkpoint> checkpoints) {
        this.client = client;
        this.names = names;
        this.partitions = partitions;
        this.checkpoints = checkpoints;
    }

    @Override
    public @Nullable Replayed room(RoomKey room, Instant from) throws IOException {
        int partition = Partition.of(room, partitions);
        OfRoom records = new OfRoom(new RoomReading(room, checkpoints.apply(partition), from));
        try (EventsExport log = new EventsExport(client, names.events(), OF_ROOMS)) {
            log.read(partition, partitions, records);
        }
        records.reading.end();
        return records.reading.hasRecords() ? records.replayed() : null;
    }

    @Override
    public @Nullable Replayed call(String call) throws IOException {
        CallReplay replay = new CallReplay(call, Instant.EPOCH);
        try (CallsExport log = new CallsExport(client, names.calls(), OF_CALLS)) {
            log.read(call, replay::apply);
        }
        return replay.room() == null ? null : Replayed.of(replay.ladder(), List.of());
    }

    @Override
    public AuditPage audit(AuditSearch search) throws IOException {
        try (AuditTail tail = new AuditTail(client, names.audit(), PATIENCE)) {
            return tail.read(search);
        }
    }

    /** What is read of a room's partition. */
    private static final class OfRoom implements EventsExport.Reader {

        private final RoomReading reading;
        private long unreadable;

        OfRoom(RoomReading reading) {
            this.reading = reading;
        }

        @Override
        public void begins(long position) {
            reading.begins(position);
        }

        @Override
        public void record(LogRecord record, String node) {
            reading.record(record, node);
        }

        @Override
        public void reset(long position, Instant time) {
            reading.reset(position, time);
        }

        @Override
        public void unreadable(long offset, String why) {
            unreadable++;
        }

        Replayed replayed() {
            Verdict verdict = reading.verdict();
            List<String> remarks = new ArrayList<>(verdict.lines());
            if (unreadable > 0) {
                remarks.add(unreadable + " records are passed over, as nodes do: nobody can read them.");
            }
            return Replayed.of(reading.ladder(verdict), remarks);
        }
    }
}
