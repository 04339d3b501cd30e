package io.beckon.kafka;

import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.records.RecordCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads partitions of the events topic, up to the end as it was when reading began. Not safe for use by several threads. */
public final class EventsExport implements AutoCloseable {

    private final String topic;
    private final TopicScan scan;

    /** What is done with the records, in their order. */
    public interface Reader {

        /** Before any record: the first position that is kept, or the first that is read of it. */
        void begins(long position);

        /** @param node the instance that appended it; empty where that is not known */
        void record(LogRecord record, String node);

        /** At this record the rooms of the partition begin anew. */
        void reset(long position, Instant time);

        /** A record that nodes skip, too. */
        void unreadable(long offset, String why);
    }

    /**
     * Opens a client.
     *
     * @param client the settings of a Kafka client
     * @throws IOException when there can be none with these settings
     */
    public EventsExport(Map<String, Object> client, String topic) throws IOException {
        this(client, topic, ReadBounds.NONE);
    }

    EventsExport(Map<String, Object> client, String topic, ReadBounds bounds) throws IOException {
        this.topic = topic;
        this.scan = new TopicScan(new ClientSettings(client), topic, TopicScan.UNCOMMITTED, bounds);
    }

    /** @throws IOException when the brokers do not say, or there is no such topic */
    public int partitions() throws IOException {
        return scan.partitions();
    }

    /**
     * Reads one partition.
     *
     * @param partitions over how many rooms are spread
     * @throws IOException when it cannot be read, or holds what only a later version may read
     */
    public void read(int partition, int partitions, Reader reader) throws IOException {
        RoomRecords records = new RoomRecords(topic, partitions, new RecordCodec(), () -> "");
        scan.read(partition, new TopicScan.Taker() {
            @Override
            public void begins(long offset) {
                reader.begins(offset + Partition.FIRST);
            }

            @Override
            public void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
                give(record, records.read(record), reader);
            }
        });
    }

    private static void give(ConsumerRecord<byte[], byte[]> record, RoomRecords.Read read, Reader reader)
            throws IOException {
        switch (read) {
            case RoomRecords.Read.Known known -> reader.record(known.record(), CloudEvents.instance(record.headers()));
            case RoomRecords.Read.Reset reset ->
                reader.reset(reset.position(), Instant.ofEpochMilli(Math.max(0, record.timestamp())));
            case RoomRecords.Read.Garbled garbled -> reader.unreadable(record.offset(), garbled.why());
            case RoomRecords.Read.Unknown unknown -> {
                if (!unknown.ignorable()) {
                    throw TopicScan.later(record);
                }
            }
        }
    }

    @Override
    public void close() {
        scan.close();
    }
}
