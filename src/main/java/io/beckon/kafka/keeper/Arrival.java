package io.beckon.kafka.keeper;

import io.beckon.log.LogUnavailable;
import io.beckon.records.UnreadableRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** A partition that a keeper was given and cannot begin with before its checkpoint and the group's offset fit. */
final class Arrival {

    private static final Logger LOG = System.getLogger(Arrival.class.getName());

    private static final Duration SHORT = Duration.ofSeconds(2);
    /** How long the group's offset and the checkpoint may take to fit. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long AFTER_UNREADABLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final KeeperParts parts;
    private final TopicPartition of;
    private final String topicId;
    private final long since = System.nanoTime();
    private long nextTry = since;

    Arrival(KeeperParts parts, TopicPartition of, String topicId) {
        this.parts = parts;
        this.of = of;
        this.topicId = topicId;
    }

    /** Where to begin, as far as that can be told now. */
    HandOver look(Consumer<byte[], byte[]> consumer) {
        long now = System.nanoTime();
        if (now - nextTry < 0) {
            return new HandOver.NotYet();
        }
        nextTry = now + BETWEEN_TRIES_NANOS;
        try {
            OffsetAndMetadata committed = consumer.committed(Set.of(of), SHORT).get(of);
            KeptParts checkpoint = parts.checkpoints().read(of.partition());
            return HandOver.of(
                    committed == null ? null : Long.valueOf(committed.offset()),
                    checkpoint,
                    topicId,
                    parts.topic().range(of.partition()),
                    now - since < PATIENCE_NANOS);
        } catch (LogUnavailable | org.apache.kafka.common.errors.TimeoutException e) {
            LOG.log(Level.DEBUG, "Cannot begin yet with " + of, e);
        } catch (UnreadableRecord e) {
            LOG.log(Level.ERROR, "The checkpoint is unreadable, " + of + ": " + e.getMessage());
            nextTry = now + AFTER_UNREADABLE_NANOS;
        }
        return new HandOver.NotYet();
    }

    /**
     * Appends that the partition's rooms begin anew, and returns where. Not in a transaction, which could stall followers.
     *
     * @throws LogUnavailable when it cannot be appended, or it is not known whether it was
     */
    long reset() {
        LOG.log(Level.ERROR, "The checkpoint does not reach what is left of the log: all rooms begin anew, " + of);
        try (Producer<byte[], byte[]> producer = parts.client().producer("beckon-keeper-reset", Map.of())) {
            long offset = producer.send(parts.records().reset(of.partition()))
                    .get(SHORT.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
            parts.figures().resets.increment();
            return offset;
        } catch (ExecutionException | TimeoutException e) {
            throw new LogUnavailable("a reset cannot be appended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted");
        }
    }
}
