package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The way into the log: a bounded queue and the one thread that empties it, because Kafka's {@code send} may block. Whoever
 * appends never waits: what has no room is refused at once.
 */
final class Appender implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Appender.class.getName());

    /**
     * For the brokers' answer, and before that for their whereabouts, which a client forgets when no broker can be reached: what
     * is appended during an outage that is shorter gets in after it.
     */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AppendBudget budget;
    private final LogFigures figures;
    private final LinkedBlockingQueue<Step> queue = new LinkedBlockingQueue<>();
    private final FirstRecords<Waiting> firsts = new FirstRecords<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean failing;

    /** What the thread has to do. */
    private sealed interface Step {}

    private record Waiting(ProducerRecord<byte[], byte[]> record, int bytes, long since, CompletableFuture<Long> done)
            implements Step {}

    /** The first record of a partition has an answer. */
    private record FirstAnswered(int partition, boolean taken) implements Step {}

    /** Behind it nothing is sent. */
    private record End() implements Step {}

    /** For records that name their partition. */
    Appender(ClientSettings settings, String name, String topic, AppendBudget budget, LogFigures figures) {
        this(settings.producer(name, producer(budget)), name, topic, budget, figures);
    }

    Appender(Producer<byte[], byte[]> producer, String name, String topic, AppendBudget budget, LogFigures figures) {
        this.producer = producer;
        this.topic = topic;
        this.budget = budget;
        this.figures = figures;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    private static Map<String, Object> producer(AppendBudget budget) {
        return Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                2 * budget.maxBytes(),
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                TimeUnit.DAYS.toMillis(1));
    }

    void start() {
        thread.start();
    }

    /**
     * @param record names its partition
     * @return the record's position; fails with {@link LogUnavailable} when it is not known whether it has one
     */
    CompletionStage<Long> append(ProducerRecord<byte[], byte[]> record) {
        int bytes = AppendBudget.size(record);
        if (closed || !budget.take(bytes)) {
            figures.appendFailures.increment();
            return CompletableFuture.failedFuture(
                    new LogUnavailable(closed ? "the log is closed" : "too much waits for the brokers"));
        }
        Waiting waiting = new Waiting(record, bytes, System.nanoTime(), new CompletableFuture<>());
        queue.add(waiting);
        if (ended) {
            failTheRest();
        }
        return waiting.done;
    }

    /** Records that are on their way. */
    int waiting() {
        return budget.records();
    }

    private void run() {
        try {
            meetTheBrokers();
            boolean ending = false;
            while (!ending || !firsts.isEmpty()) {
                switch (queue.take()) {
                    case Waiting waiting -> take(waiting);
                    case FirstAnswered(int partition, boolean taken) ->
                        firsts.answered(partition, taken, System.nanoTime()).forEach(this::take);
                    case End end -> ending = true;
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "The thread that appends was interrupted", e);
        } finally {
            ended = true;
            firsts.drain().forEach(waiting -> failed(waiting, "the log is closed"));
            failTheRest();
        }
    }

    /** Asks for what the first {@code send} would else wait for. */
    private void meetTheBrokers() {
        try {
            producer.partitionsFor(topic);
        } catch (KafkaException e) {
            LOG.log(Level.WARNING, "The brokers do not answer yet: " + e.getMessage());
        }
    }

    private void take(Waiting waiting) {
        int partition = Objects.requireNonNull(waiting.record.partition());
        switch (firsts.turn(partition, waiting, System.nanoTime())) {
            case GOES -> send(waiting, taken -> {});
            case GOES_FIRST -> send(waiting, taken -> queue.add(new FirstAnswered(partition, taken)));
            case WAITS -> {}
        }
    }

    private void send(Waiting waiting, Consumer<Boolean> whenAnswered) {
        if (System.nanoTime() - waiting.since > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
            failed(waiting, "the brokers did not answer in time");
            whenAnswered.accept(false);
            return;
        }
        Callback callback = (metadata, failure) -> {
            answered(waiting, metadata, failure);
            whenAnswered.accept(failure == null);
        };
        try {
            producer.send(waiting.record, callback);
        } catch (RuntimeException e) {
            callback.onCompletion(null, e);
        } catch (OutOfMemoryError | StackOverflowError e) {
            callback.onCompletion(null, new KafkaException("while sending", e));
        }
    }

    private void answered(Waiting waiting, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null || metadata == null) {
            if (!failing) {
                failing = true;
                LOG.log(Level.WARNING, "Appending to the log fails: " + failure);
            }
            failed(waiting, String.valueOf(failure));
            return;
        }
        if (failing) {
            failing = false;
            LOG.log(Level.INFO, "Appending to the log works again");
        }
        budget.giveBack(waiting.bytes);
        figures.appended(System.nanoTime() - waiting.since);
        waiting.done.complete(metadata.offset() + Partition.FIRST);
    }

    private void failed(Waiting waiting, String why) {
        budget.giveBack(waiting.bytes);
        figures.appendFailures.increment();
        waiting.done.completeExceptionally(new LogUnavailable(why));
    }

    private void failTheRest() {
        for (Step step = queue.poll(); step != null; step = queue.poll()) {
            if (step instanceof Waiting waiting) {
                failed(waiting, "the log is closed");
            }
        }
    }

    /** Sends what is queued, waits for the brokers' answers for this long, and fails what has none. */
    void close(Duration patience) {
        closed = true;
        queue.add(new End());
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
