package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.records.RecordCodec;
import io.beckon.records.UnreadableRecord;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Proposals as records of the events topic: CloudEvents in Kafka's binary content mode. */
public final class RoomRecords {

    /** From a record of this type on the rooms of its partition begin anew. */
    static final String RESET = "io.beckon.partition.reset.v1";

    private static final byte[] NO_ATTRIBUTES = {};
    private static final byte[] EMPTY = "{}".getBytes(UTF_8);

    private final String topic;
    private final int partitions;
    private final RecordCodec codec;
    private final CloudEvents events;

    /** @param instance of this node, at any time */
    public RoomRecords(String topic, int partitions, RecordCodec codec, Supplier<String> instance) {
        this.topic = topic;
        this.partitions = partitions;
        this.codec = codec;
        this.events = new CloudEvents(instance);
    }

    /** What a record turned out to be. */
    public sealed interface Read {

        record Known(LogRecord record) implements Read {}

        record Reset(long position) implements Read {}

        /** Nobody can read it. */
        record Garbled(String why) implements Read {}

        /** A later version can read it. */
        record Unknown(String type, boolean ignorable) implements Read {}
    }

    public ProducerRecord<byte[], byte[]> write(RoomKey room, Proposal proposal) {
        RecordCodec.Encoded encoded = codec.encode(proposal);
        String key = room.toString();
        var record = new ProducerRecord<>(topic, Partition.of(room, partitions), key.getBytes(UTF_8), encoded.data());
        events.describe(record.headers(), encoded.type(), key);
        record.headers()
                .add(CloudEvents.ATTRIBUTES, encoded.attributes())
                .add(CloudEvents.IGNORABLE, CloudEvents.FALSE);
        String traceparent =
                proposal instanceof Proposal.Framed framed ? framed.origin().traceparent() : null;
        if (traceparent != null) {
            CloudEvents.trace(record.headers(), traceparent);
        }
        return record;
    }

    /** The record at which a partition's rooms begin anew. */
    public ProducerRecord<byte[], byte[]> reset(int partition) {
        var record = new ProducerRecord<>(topic, partition, NO_ATTRIBUTES, EMPTY);
        events.describe(record.headers(), RESET, "#" + partition);
        record.headers().add(CloudEvents.IGNORABLE, CloudEvents.FALSE);
        return record;
    }

    public Read read(ConsumerRecord<byte[], byte[]> record) {
        String type = CloudEvents.text(record.headers(), CloudEvents.TYPE);
        if (type == null || !CloudEvents.VERSION.equals(CloudEvents.text(record.headers(), CloudEvents.SPEC_VERSION))) {
            return new Read.Garbled("it is not a CloudEvent of version 1.0");
        }
        if (type.equals(RESET)) {
            return new Read.Reset(position(record));
        }
        RoomKey room = room(record);
        if (room == null || record.value() == null) {
            return new Read.Garbled(room == null ? "its key is not a room of this partition" : "it has no value");
        }
        return decoded(record, type, room);
    }

    private Read decoded(ConsumerRecord<byte[], byte[]> record, String type, RoomKey room) {
        byte[] attributes = CloudEvents.bytes(record.headers(), CloudEvents.ATTRIBUTES);
        try {
            Proposal proposal = codec.decode(
                    type,
                    attributes == null ? NO_ATTRIBUTES : attributes,
                    record.value(),
                    CloudEvents.traceparent(record.headers()));
            return new Read.Known(new LogRecord(
                    record.partition(), position(record), room, proposal, Math.max(0, record.timestamp())));
        } catch (UnreadableRecord e) {
            return switch (e.kind()) {
                case GARBLED -> new Read.Garbled("it is not what its type says, " + type);
                case UNKNOWN_TYPE -> new Read.Unknown(type, CloudEvents.isIgnorable(record.headers()));
            };
        }
    }

    private @Nullable RoomKey room(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return null;
        }
        String key = new String(record.key(), UTF_8);
        int slash = key.indexOf('/');
        if (slash <= 0 || slash == key.length() - 1) {
            return null;
        }
        RoomKey room = new RoomKey(key.substring(0, slash), key.substring(slash + 1));
        return Partition.of(room, partitions) == record.partition() ? room : null;
    }

    private static long position(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() + Partition.FIRST;
    }
}
