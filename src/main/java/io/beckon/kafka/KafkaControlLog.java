package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.identity.Announcement;
import io.beckon.log.ControlLog;
import io.beckon.protocol.ControlCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The control log over a Kafka topic of one partition: announcements are CloudEvents, their key is whom they concern.
 *
 * @see <a href="../../../../../../docs/adr/0013-one-control-log.md">ADR 13</a>
 */
public final class KafkaControlLog implements ControlLog, AutoCloseable {

    private static final int MAX_RECORDS = 20_000;
    private static final long MAX_BYTES = 16L << 20;

    private final ClientSettings client;
    private final String topic;
    private final ControlCodec codec = new ControlCodec();
    private final CloudEvents events;
    private final LogFigures figures = new LogFigures();
    private final EventReader<Announcement> reading = new EventReader<>(figures, codec::decode);
    private final Appender appender;
    private final List<TopicReader> readers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

    /**
     * @param client common client settings, as the operator gave them
     * @param topic with one partition
     * @param instance of this node, at any time
     */
    public KafkaControlLog(Map<String, Object> client, String topic, Supplier<String> instance) {
        this.client = new ClientSettings(client);
        this.topic = topic;
        this.events = new CloudEvents(instance);
        this.appender =
                new Appender(this.client, "beckon-control", topic, new AppendBudget(MAX_RECORDS, MAX_BYTES), figures);
        appender.start();
    }

    @Override
    public CompletionStage<Void> append(Announcement announcement) {
        String key = announcement.subject();
        var record = new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), codec.encode(announcement));
        events.describe(record.headers(), codec.type(announcement), key);
        record.headers().add(CloudEvents.IGNORABLE, CloudEvents.FALSE);
        return appender.append(record).thenAccept(position -> {});
    }

    @Override
    public Following follow(Listener listener) {
        TopicReader reader = new TopicReader(
                client,
                "beckon-control-reader",
                TopicSpan.all(topic),
                (record, isHistory) -> take(record, listener),
                () -> {
                    listener.onCaughtUp();
                    caughtUp.complete(null);
                });
        readers.add(reader);
        reader.start();
        return () -> {
            readers.remove(reader);
            reader.stop();
        };
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Listener listener) {
        Announcement announcement = reading.read(record);
        if (announcement != null) {
            listener.onAnnouncement(announcement);
        }
    }

    /** Completes when a listener has been told all that was there when it began. */
    public CompletionStage<Void> caughtUp() {
        return caughtUp;
    }

    public boolean isCaughtUp() {
        return caughtUp.isDone();
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
