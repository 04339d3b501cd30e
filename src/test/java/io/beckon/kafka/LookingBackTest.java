package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Fills;
import io.beckon.archive.AuditSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How far back is read for whoever looks back, in a topic that goes back further. */
class LookingBackTest {

    private static final int PARTITIONS = 4;
    private static final long END = 1_000_000;

    private final Map<Integer, Long> begins = new HashMap<>();

    /** Each partition is read as soon as it is known from where. */
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            begins.put(partition.partition(), offset);
        }

        @Override
        public synchronized long position(TopicPartition partition) {
            return END;
        }
    };

    LookingBackTest() {
        List<PartitionInfo> infos = new ArrayList<>();
        Node[] nobody = new Node[0];
        for (int i = 0; i < PARTITIONS; i++) {
            TopicPartition partition = new TopicPartition("t", i);
            infos.add(new PartitionInfo("t", i, null, nobody, nobody));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, END));
        }
        consumer.updatePartitions("t", infos);
    }

    private TopicScan scan(ReadBounds bounds) {
        return new TopicScan(consumer, "t", bounds, System::nanoTime);
    }

    private static final class First implements TopicScan.Taker {

        private long offset = -1;

        @Override
        public void begins(long offset) {
            this.offset = offset;
        }

        @Override
        public void take(ConsumerRecord<byte[], byte[]> record) {}
    }

    private long first(ReadBounds bounds) throws IOException {
        First first = new First();
        scan(bounds).read(1, first);
        assertEquals(first.offset, begins.get(1));
        return first.offset;
    }

    @Test
    @Fills({"kafka.KafkaArchive.MOST_RECORDS", "kafka.KafkaArchive.MOST_OF_CALLS"})
    void ofAPartitionSoManyOfTheNewestRecordsAreRead() throws IOException {
        assertEquals(END - KafkaArchive.MOST_RECORDS, first(KafkaArchive.OF_ROOMS));
        assertEquals(END - KafkaArchive.MOST_OF_CALLS, first(KafkaArchive.OF_CALLS));
    }

    @Test
    @Fills("kafka.AuditTail.MOST_RECORDS")
    void ofAllPartitionsTogetherSoManyAreForAPageOfAuditRecords() throws IOException {
        try (AuditTail tail = new AuditTail(scan(ReadBounds.NONE))) {
            tail.read(new AuditSearch(null, event -> true, null, 10));
        }
        long looked = IntStream.range(0, PARTITIONS)
                .mapToLong(partition -> END - begins.getOrDefault(partition, END))
                .sum();
        assertEquals(AuditTail.MOST_RECORDS, looked);
    }
}
