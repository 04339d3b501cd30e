package io.beckon.kafka;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads a topic of one partition, from the first record that is kept on, in a thread of its own that outlives every outage.
 */
final class TopicReader {

    private static final Logger LOG = System.getLogger(TopicReader.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final Runnable whenCaughtUp;
    private final Thread thread;
    private volatile boolean stopping;
    private boolean caughtUp;
    private boolean failing;

    /**
     * @param name of the client and the thread
     * @param whenCaughtUp is called once, when all that was there at the start has been read
     */
    TopicReader(
            ClientSettings client,
            String name,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> listener,
            Runnable whenCaughtUp) {
        // Whoever was away for longer than records are kept goes on with what is left.
        this.consumer = client.consumer(name, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        this.thread = new Thread(this::run, name);
        this.partition = new TopicPartition(topic, 0);
        this.listener = listener;
        this.whenCaughtUp = whenCaughtUp;
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = -1;
            while (!stopping) {
                end = end < 0 ? end() : end;
                read(end);
            }
        }
    }

    private long end() {
        try {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
        } catch (RuntimeException e) {
            failed(e);
            return -1;
        }
    }

    private void read(long end) {
        try {
            consumer.poll(POLL).forEach(this::tell);
            failing = false;
            if (!caughtUp && end >= 0 && consumer.position(partition) >= end) {
                caughtUp = true;
                whenCaughtUp.run();
            }
        } catch (WakeupException e) {
            // It shall stop.
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        try {
            listener.accept(record);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A record was taken badly, partition " + partition + ", offset " + record.offset(), e);
        }
    }

    private void failed(RuntimeException e) {
        if (!failing && !stopping) {
            failing = true;
            LOG.log(Level.WARNING, partition.topic() + " cannot be read, which is tried again: " + e);
        }
        LockSupport.parkNanos(AFTER_FAILURE_NANOS);
    }

    void stop() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
