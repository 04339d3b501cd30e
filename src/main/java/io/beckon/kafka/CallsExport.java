package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.Happening;
import io.beckon.audit.LogPlace;
import io.beckon.call.CallProposal;
import io.beckon.records.CallCodec;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the records of one call, up to the end of the topic as it was when reading began. Not safe for use by several threads. */
public final class CallsExport implements AutoCloseable {

    private static final CallCodec CODEC = new CallCodec();

    private final TopicScan scan;

    /**
     * Opens a client.
     *
     * @param client the settings of a Kafka client
     * @throws IOException when there can be none with these settings
     */
    public CallsExport(Map<String, Object> client, String topic) throws IOException {
        this(client, topic, ReadBounds.NONE);
    }

    CallsExport(Map<String, Object> client, String topic, ReadBounds bounds) throws IOException {
        this.scan = new TopicScan(new ClientSettings(client), topic, TopicScan.UNCOMMITTED, bounds);
    }

    /**
     * Gives the records to {@code reader}, in their order; what cannot be read is skipped, as nodes do.
     *
     * @throws IOException when the topic cannot be read, or the call has what only a later version may read
     */
    public void read(String call, BiConsumer<CallProposal, Happening> reader) throws IOException {
        byte[] key = call.getBytes(UTF_8);
        int partitions = scan.partitions();
        for (int partition = 0; partition < partitions; partition++) {
            scan.read(partition, record -> {
                if (Arrays.equals(key, record.key())) {
                    give(record, reader);
                }
            });
        }
    }

    private static void give(ConsumerRecord<byte[], byte[]> record, BiConsumer<CallProposal, Happening> reader)
            throws IOException {
        String type = CloudEvents.text(record.headers(), CloudEvents.TYPE);
        boolean isEvent = CloudEvents.VERSION.equals(CloudEvents.text(record.headers(), CloudEvents.SPEC_VERSION));
        if (type == null || !isEvent || record.value() == null) {
            return;
        }
        try {
            LogPlace place = new LogPlace(LogPlace.Log.CALLS, record.partition(), record.offset());
            Instant time = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
            reader.accept(
                    CODEC.decode(type, record.value()),
                    new Happening(place, time, CloudEvents.instance(record.headers())));
        } catch (UnreadableRecord e) {
            if (e.kind() == UnreadableRecord.Kind.UNKNOWN_TYPE && !CloudEvents.isIgnorable(record.headers())) {
                throw TopicScan.later(record);
            }
        }
    }

    @Override
    public void close() {
        scan.close();
    }
}
