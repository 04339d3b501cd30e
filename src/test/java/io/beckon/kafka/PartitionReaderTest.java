package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.records.RecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer one of whose partitions keeps all from being read. */
class PartitionReaderTest {

    private static final String TOPIC = "events";
    private static final int PARTITIONS = 5;

    private final LogFigures figures = new LogFigures();
    private final Damaged consumer = new Damaged();
    private final PartitionReader reader = new PartitionReader(consumer, TOPIC, figures, Duration.ZERO, reading -> {});
    /** "end of 3", "read 2": what listeners are told. */
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** As Kafka's: a damaged batch is met again by each poll that its partition takes part in. */
    private static final class Damaged extends MockConsumer<byte[], byte[]> {

        final Map<Integer, RuntimeException> failures = new ConcurrentHashMap<>();
        private final Semaphore failed = new Semaphore(0);

        Damaged() {
            super("none");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            assignment().stream().filter(of -> !paused().contains(of)).forEach(of -> {
                RuntimeException failure = failures.get(of.partition());
                if (failure != null) {
                    failed.release();
                    throw failure;
                }
            });
            return super.poll(Duration.ofMillis(1));
        }

        /** Several, so that it was looked for who is to blame. */
        void awaitFailures(int many) throws InterruptedException {
            assertTrue(failed.tryAcquire(many, 10, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void stop() {
        reader.stop();
        reader.awaitStopped(Duration.ofSeconds(10));
    }

    private Reading begin(int partition) {
        Reading reading = new Reading(
                partition,
                Partition.FIRST,
                new RoomLog.Listener() {
                    @Override
                    public void onRecord(LogRecord record) {}

                    @Override
                    public void onRead(long next) {
                        told.add("read " + partition);
                    }

                    @Override
                    public void onEnd(RoomLog.Ended cause) {
                        told.add(cause + " " + partition);
                    }
                },
                new RoomRecords(TOPIC, PARTITIONS, new RecordCodec(), () -> "test"),
                figures,
                over -> {});
        reader.begin(reading);
        return reading;
    }

    private void append(int partition, long offset) {
        consumer.schedulePollTask(() ->
                consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset, new byte[] {1}, new byte[] {1})));
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void thePartitionThatCannotBeReadIsGivenUpAndTheOthersAreReadOn() throws InterruptedException {
        consumer.failures.put(3, new KafkaException("a batch is damaged"));
        IntStream.range(0, PARTITIONS).forEach(this::begin);
        assertEquals("FAILED 3", next());
        assertEquals(1, figures.partitionsFailed());
        append(2, 0);
        assertEquals("read 2", next());
        assertEquals(1, figures.partitionsFailed());
    }

    @Test
    void severalAreGivenUpOneAfterTheOther() throws InterruptedException {
        List.of(1, 4).forEach(number -> consumer.failures.put(number, new KafkaException("a batch is damaged")));
        IntStream.range(0, PARTITIONS).forEach(this::begin);
        String first = next();
        assertEquals(Set.of("FAILED 1", "FAILED 4"), Set.of(first, next()));
    }

    @Test
    void onePartitionMoreThatCannotBeReadDoesNotStopTheOneBefore() throws InterruptedException {
        consumer.failures.put(2, new KafkaException("a batch is damaged"));
        begin(0);
        append(0, 0);
        assertEquals("read 0", next());
        begin(2);
        assertEquals("FAILED 2", next());
        append(0, 1);
        assertEquals("read 0", next());
    }

    @Test
    void whatBefallsAllIsNoPartitionsFault() throws InterruptedException {
        RuntimeException broken = new KafkaException("nothing can be read");
        IntStream.range(0, 2).forEach(number -> consumer.failures.put(number, broken));
        IntStream.range(0, 2).forEach(this::begin);
        consumer.awaitFailures(10);
        consumer.failures.clear();
        append(1, 0);
        assertEquals("read 1", next());
        assertEquals(0, figures.partitionsFailed());
    }

    @Test
    void whatIsRefusedToTheClientIsNoPartitionsFault() throws InterruptedException {
        RuntimeException refused = new TopicAuthorizationException(TOPIC);
        consumer.failures.put(0, refused);
        begin(0);
        consumer.failures.remove(0, refused);
        append(0, 0);
        assertEquals("read 0", next());
        assertEquals(0, figures.partitionsFailed());
    }
}
