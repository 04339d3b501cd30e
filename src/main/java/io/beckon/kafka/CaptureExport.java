package io.beckon.kafka;

import java.io.IOException;
import java.util.Map;

/** All envelopes of the capture topic that were committed when reading began. Uses no consumer group and leaves nothing behind. */
public final class CaptureExport {

    private final Map<String, Object> client;
    private final String topic;

    /** What is done with them, those of a partition in their order. */
    @FunctionalInterface
    public interface Reader {
        void envelope(int partition, long offset, byte[] envelope) throws IOException;
    }

    /** @param client the settings of a Kafka client */
    public CaptureExport(Map<String, Object> client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /** @throws IOException when the topic cannot be read */
    public void read(Reader reader) throws IOException {
        try (TopicScan scan = new TopicScan(new ClientSettings(client), topic, TopicScan.COMMITTED, ReadBounds.NONE)) {
            int partitions = scan.partitions();
            for (int partition = 0; partition < partitions; partition++) {
                scan.read(partition, record -> {
                    if (record.value() != null) {
                        reader.envelope(record.partition(), record.offset(), record.value());
                    }
                });
            }
        }
    }
}
