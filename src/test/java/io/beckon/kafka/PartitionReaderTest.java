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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    private final AtomicLong clock = new AtomicLong();
    private final Faults faults = new Faults(clock::get);
    private final Damaged consumer = new Damaged();
    private final PartitionReader reader = new PartitionReader(consumer, TOPIC, faults, Duration.ZERO, reading -> {});
    /** "end of 3", "read 2": what listeners are told. */
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** As Kafka's: a damaged batch is met again by each poll that its partition takes part in. */
    private static final class Damaged extends MockConsumer<byte[], byte[]> {

        final Map<Integer, RuntimeException> failures = new ConcurrentHashMap<>();

        Damaged() {
            super("none");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            assignment().stream().filter(of -> !paused().contains(of)).forEach(of -> {
                RuntimeException failure = failures.get(of.partition());
                if (failure != null) {
                    throw failure;
                }
            });
            return super.poll(Duration.ofMillis(1));
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
                new LogFigures(),
                over -> {});
        reader.begin(reading);
        return reading;
    }

    private void append(int partition) {
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, 0, new byte[] {1}, new byte[] {1})));
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void thePartitionThatCannotBeReadIsGivenUpAndTheOthersAreReadOn() throws InterruptedException {
        consumer.failures.put(3, new KafkaException("a batch is damaged"));
        IntStream.range(0, PARTITIONS).forEach(this::begin);
        assertEquals("FAILED 3", next());
        assertEquals(1, faults.count());
        assertEquals(Optional.of("records of some partitions cannot be read: [3]"), faults.trouble());
        append(2);
        assertEquals("read 2", next());
        assertEquals(1, faults.count());
    }

    @Test
    void severalAreGivenUpOneAfterTheOther() throws InterruptedException {
        List.of(1, 4).forEach(number -> consumer.failures.put(number, new KafkaException("a batch is damaged")));
        IntStream.range(0, PARTITIONS).forEach(this::begin);
        assertEquals(java.util.Set.of("FAILED 1", "FAILED 4"), java.util.Set.of(next(), next()));
    }

    @Test
    void whatIsRefusedToTheClientIsNoPartitionsFault() throws InterruptedException {
        RuntimeException refused = new TopicAuthorizationException(TOPIC);
        consumer.failures.put(0, refused);
        begin(0);
        consumer.failures.remove(0, refused);
        append(0);
        assertEquals("read 0", next());
        assertEquals(0, faults.count());
    }

    @Test
    void aPartitionThatIsReadAgainIsNoTroubleAnyMore() {
        faults.happened(3);
        faults.over(2);
        assertTrue(faults.trouble().isPresent());
        faults.over(3);
        assertEquals(Optional.empty(), faults.trouble());
    }

    @Test
    void aPartitionThatNobodyWantsAnyMoreIsForgotten() {
        faults.happened(3);
        clock.addAndGet(Faults.LASTING_NANOS - 1);
        assertTrue(faults.trouble().isPresent());
        clock.addAndGet(1);
        assertEquals(Optional.empty(), faults.trouble());
    }
}
