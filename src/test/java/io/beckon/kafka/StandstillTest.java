package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.records.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Whoever reads a topic does not wait forever. */
class StandstillTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final AtomicLong nanos = new AtomicLong();

    /** A consumer of two records that gives none of them unless asked to; with each look a second passes. */
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized long position(TopicPartition partition) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            return super.position(partition);
        }
    };

    StandstillTest() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
    }

    @Test
    void itCountsFromWhereItLastGotOn() throws IOException {
        Standstill standstill = new Standstill("t", nanos::get);
        for (int place = 0; place < 3; place++) {
            standstill.at(place);
            nanos.addAndGet(Standstill.LONGEST.toNanos());
            standstill.at(place);
        }
        nanos.incrementAndGet();
        IOException end = assertThrows(IOException.class, () -> standstill.at(2));
        assertEquals("topic t cannot be read any further: the brokers have given nothing for 30 s", end.getMessage());
    }

    @Test
    void aScanEndsWhenBrokersAreGone() {
        TopicScan scan = new TopicScan(consumer, "t", ReadBounds.NONE, nanos::get);
        assertThrows(IOException.class, () -> scan.read(0, record -> {}));
        assertTrue(nanos.get() < Duration.ofMinutes(2).toNanos());
    }

    @Test
    void anExportEndsWhenBrokersAreGone() {
        assertThrows(
                IOException.class,
                () -> AuditExport.read(consumer, List.of(PARTITION), new Nobody(), new Standstill("t", nanos::get)));
    }

    @Test
    void whatComesIsRead() throws IOException {
        consumer.schedulePollTask(() -> {
            consumer.addRecord(new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]));
            consumer.addRecord(new ConsumerRecord<>("t", 0, 1, new byte[0], new byte[0]));
        });
        long[] count = new long[1];
        new TopicScan(consumer, "t", ReadBounds.NONE, nanos::get).read(0, record -> count[0]++);
        assertEquals(2, count[0]);
    }

    private static final class Nobody implements AuditExport.Reader {
        @Override
        public void begins(int partition, long offset) {}

        @Override
        public void event(StoredEvent event, long appended) {}

        @Override
        public void unreadable(int partition, long offset, String why) {}
    }
}
