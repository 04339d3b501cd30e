package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.log.Partition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic of CloudEvents that every node reads as a whole; their key is what they are about. Safe for use by several threads. */
abstract class EventTopic<E> implements AutoCloseable {

    static final int MAX_RECORDS = 20_000;
    static final long MAX_BYTES = 16L << 20;

    private final ClientSettings client;
    private final String name;
    private final TopicSpan span;
    private final CloudEvents events;
    private final LogFigures figures = new LogFigures();
    private final EventReader<E> reading;
    private final Appender appender;
    private final List<TopicReader> readers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

    /** Takes events, one at a time. */
    @FunctionalInterface
    interface Taker<E> {

        /** @param isHistory whether it was there when reading began */
        void take(String subject, E event, long position, boolean isHistory);
    }

    /**
     * @param client common client settings, as the operator gave them
     * @param name of the clients
     * @param instance of this node, at any time
     */
    EventTopic(
            Map<String, Object> client,
            String name,
            TopicSpan span,
            Supplier<String> instance,
            EventReader.Decoder<E> decoder) {
        this.client = new ClientSettings(client);
        this.name = name;
        this.span = span;
        this.events = new CloudEvents(instance);
        this.reading = new EventReader<>(figures, decoder);
        this.appender =
                new Appender(this.client, name, span.topic(), new AppendBudget(MAX_RECORDS, MAX_BYTES), figures);
        appender.start();
    }

    CompletionStage<Long> append(String subject, String type, byte[] data) {
        var record = record(span, subject, data);
        events.describe(record.headers(), type, subject);
        record.headers().add(CloudEvents.IGNORABLE, CloudEvents.FALSE);
        return appender.append(record);
    }

    /** In a partition that is read, also when the topic has more. */
    static ProducerRecord<byte[], byte[]> record(TopicSpan span, String subject, byte[] data) {
        byte[] key = subject.getBytes(UTF_8);
        return new ProducerRecord<>(span.topic(), Partition.of(key, span.partitions()), key, data);
    }

    /** Reads what there is and what comes; returns what ends that. */
    Runnable read(Taker<E> taker, Runnable whenCaughtUp) {
        TopicReader reader = new TopicReader(
                client, name + "-reader", span, (record, isHistory) -> take(record, isHistory, taker), () -> {
                    whenCaughtUp.run();
                    caughtUp.complete(null);
                });
        readers.add(reader);
        reader.start();
        return () -> {
            readers.remove(reader);
            reader.stop();
        };
    }

    private void take(ConsumerRecord<byte[], byte[]> record, boolean isHistory, Taker<E> taker) {
        if (record.key() == null) {
            reading.garbled(record, "it is about nothing");
            return;
        }
        E event = reading.read(record);
        if (event != null) {
            taker.take(new String(record.key(), UTF_8), event, record.offset() + Partition.FIRST, isHistory);
        }
    }

    /** Completes when a listener has been told all that was there when it began. */
    public CompletionStage<Void> caughtUp() {
        return caughtUp;
    }

    public boolean isCaughtUp() {
        return caughtUp.isDone();
    }

    /** Records on their way to the brokers. */
    public int waiting() {
        return appender.waiting();
    }

    /** What it has counted; {@code unreadable}: records that this version must not pass over, and cannot read. */
    public LogFigures figures() {
        return figures;
    }

    @Override
    public void close() {
        appender.close(Duration.ofSeconds(2));
        readers.forEach(TopicReader::stop);
    }
}
