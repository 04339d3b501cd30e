package io.beckon.kafka.keeper;

import io.beckon.kafka.Whereabouts;
import io.beckon.log.LogUnavailable;
import io.beckon.records.UnreadableRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A partition that a keeper was given and cannot begin with before its checkpoint and the group's offset fit. */
final class Arrival {

    private static final Logger LOG = System.getLogger(Arrival.class.getName());

    private static final Duration SHORT = Duration.ofSeconds(2);
    /** How long the group's offset and the checkpoint may take to fit. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** What a reset is appended with. It has its real outcome in that time: one given up too soon is appended twice. */
    static final Map<String, Object> SHORTLY = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            3_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            2_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            6_000);

    private final KeeperParts parts;
    private final TopicPartition of;
    private final String topicId;
    private final long since = System.nanoTime();
    private final Pace pace = new Pace(since);
    private boolean failing;

    Arrival(KeeperParts parts, TopicPartition of, String topicId) {
        this.parts = parts;
        this.of = of;
        this.topicId = topicId;
    }

    /** Tries to begin, if it is time to, and returns whether that is done. Failures of brokers are said, the first of them loudly. */
    boolean attempt(BooleanSupplier begin) {
        long began = System.nanoTime();
        if (!pace.isDue(began)) {
            return false;
        }
        try {
            boolean begun = begin.getAsBoolean();
            pace.tried(System.nanoTime());
            failing = false;
            return begun;
        } catch (LogUnavailable | org.apache.kafka.common.errors.TimeoutException e) {
            LOG.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "A partition cannot be begun with yet: " + Whereabouts.of(of) + ": " + e.getMessage());
            pace.failed(began, System.nanoTime());
            failing = true;
            return false;
        }
    }

    /**
     * Where to begin, as far as that can be told now.
     *
     * @throws LogUnavailable when the brokers do not say, or what they say is unreadable
     */
    HandOver look(Consumer<byte[], byte[]> consumer) {
        OffsetAndMetadata committed = consumer.committed(Set.of(of), SHORT).get(of);
        KeptParts checkpoint = parts.checkpoints().read(of.partition());
        try {
            return HandOver.of(
                    committed == null ? null : Long.valueOf(committed.offset()),
                    checkpoint,
                    topicId,
                    parts.topic().range(of.partition()),
                    System.nanoTime() - since < PATIENCE_NANOS);
        } catch (UnreadableRecord e) {
            throw new LogUnavailable("its checkpoint is unreadable: " + e.getMessage());
        }
    }

    /**
     * Appends that the partition's rooms begin anew, and returns where. Not in a transaction, which could stall followers.
     *
     * @throws LogUnavailable when it cannot be appended, or it is not known whether it was
     */
    long reset() {
        LOG.log(
                Level.ERROR,
                "The checkpoint does not reach what is left of the log: all rooms begin anew: " + Whereabouts.of(of));
        long offset = append(
                parts.client().producer("beckon-keeper-reset", SHORTLY),
                parts.records().reset(of.partition()));
        parts.figures().resets.increment();
        return offset;
    }

    /** Waits for the outcome, and for nothing after it. */
    static long append(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get().offset();
        } catch (ExecutionException | KafkaException e) {
            throw new LogUnavailable("a reset cannot be appended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted");
        } finally {
            producer.close(Duration.ZERO);
        }
    }
}
