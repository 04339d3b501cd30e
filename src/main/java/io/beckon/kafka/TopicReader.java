package io.beckon.kafka;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of a topic in one thread of its own that outlives every outage.
 */
final class TopicReader {

    private static final Logger LOG = System.getLogger(TopicReader.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicSpan span;
    private final List<TopicPartition> partitions;
    private final Listener listener;
    private final Runnable whenCaughtUp;
    private final Thread thread;
    private volatile boolean stopping;
    /** Of each partition at the start; {@code null} until the brokers have said. */
    private @Nullable Map<TopicPartition, Long> ends;

    private boolean caughtUp;
    private boolean failing;

    /** Takes the records, those of one partition in their order. */
    @FunctionalInterface
    interface Listener {

        /** @param isHistory whether it was there at the start */
        void onRecord(ConsumerRecord<byte[], byte[]> record, boolean isHistory);
    }

    /**
     * @param name of the client and the thread
     * @param whenCaughtUp is called once, when all that was there at the start has been read
     */
    TopicReader(ClientSettings client, String name, TopicSpan span, Listener listener, Runnable whenCaughtUp) {
        // Whoever was away for longer than records are kept goes on with what is left.
        this.consumer = client.consumer(name, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        this.thread = new Thread(this::run, name);
        this.span = span;
        this.partitions = span.topicPartitions();
        this.listener = listener;
        this.whenCaughtUp = whenCaughtUp;
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (consumer) {
            consumer.assign(partitions);
            while (!stopping) {
                Map<TopicPartition, Long> known = ends == null ? begin() : ends;
                if (known != null) {
                    read(known);
                }
            }
        }
    }

    /** Goes to the first record that is wanted. */
    private @Nullable Map<TopicPartition, Long> begin() {
        try {
            Map<TopicPartition, Long> all = consumer.endOffsets(partitions);
            if (span.history() == null) {
                consumer.seekToBeginning(partitions);
            } else {
                seek(System.currentTimeMillis() - span.history().toMillis(), all);
            }
            ends = all;
        } catch (RuntimeException e) {
            failed(e);
        }
        return ends;
    }

    /** Where nothing is so young reading begins at the end that is known, lest what comes meanwhile be missed. */
    private void seek(long sinceMillis, Map<TopicPartition, Long> all) {
        Map<TopicPartition, Long> since =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> sinceMillis));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> first = consumer.offsetsForTimes(since);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp found = first.get(partition);
            consumer.seek(partition, found == null ? end(all, partition) : found.offset());
        }
    }

    private void read(Map<TopicPartition, Long> all) {
        try {
            consumer.poll(POLL).forEach(record -> tell(record, all));
            failing = false;
            if (!caughtUp && hasReached(all)) {
                caughtUp = true;
                whenCaughtUp.run();
            }
        } catch (WakeupException e) {
            // It shall stop.
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            failed(e);
        }
    }

    private boolean hasReached(Map<TopicPartition, Long> all) {
        return partitions.stream().allMatch(partition -> consumer.position(partition) >= end(all, partition));
    }

    private static long end(Map<TopicPartition, Long> all, TopicPartition partition) {
        return all.getOrDefault(partition, 0L);
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> all) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        try {
            listener.onRecord(record, record.offset() < end(all, partition));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(Level.ERROR, "The listener failed on a record: " + Whereabouts.of(record), e);
        }
    }

    private void failed(Throwable e) {
        if (!failing && !stopping) {
            failing = true;
            LOG.log(Level.WARNING, "A topic cannot be read, which is tried again: topic=" + span.topic() + ": " + e);
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
