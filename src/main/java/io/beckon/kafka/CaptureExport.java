package io.beckon.kafka;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
        try (TopicScan scan = new TopicScan(client, topic, TopicScan.COMMITTED)) {
            int partitions = scan.partitions();
            for (int partition = 0; partition < partitions; partition++) {
                scan.read(partition, new TopicScan.Taker() {
                    @Override
                    public void begins(long offset) {}

                    @Override
                    public void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
                        if (record.value() != null) {
                            reader.envelope(record.partition(), record.offset(), record.value());
                        }
                    }
                });
            }
        }
    }
}
