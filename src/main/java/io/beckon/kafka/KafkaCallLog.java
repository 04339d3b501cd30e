package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.call.CallProposal;
import io.beckon.log.CallLog;
import io.beckon.log.Partition;
import io.beckon.protocol.CallCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The log of calls over a Kafka topic: records are CloudEvents, their key is the call's id. Every node reads all of them. */
public final class KafkaCallLog implements CallLog, AutoCloseable {

    /** How many partitions the topic has. */
    static final int PARTITIONS = 8;

    private static final int MAX_RECORDS = 20_000;
    private static final long MAX_BYTES = 16L << 20;

    private final ClientSettings client;
    private final TopicSpan span;
    private final CallCodec codec = new CallCodec();
    private final CloudEvents events;
    private final LogFigures figures = new LogFigures();
    private final EventReader<CallProposal> reading = new EventReader<>(figures, codec::decode);
    private final Appender appender;
    private final List<TopicReader> readers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

    /**
     * @param client common client settings, as the operator gave them
     * @param instance of this node, at any time
     */
    public KafkaCallLog(Map<String, Object> client, String topic, Supplier<String> instance) {
        this(client, topic, instance, HISTORY);
    }

    KafkaCallLog(Map<String, Object> client, String topic, Supplier<String> instance, Duration history) {
        this.client = new ClientSettings(client);
        this.span = new TopicSpan(topic, PARTITIONS, history);
        this.events = new CloudEvents(instance);
        this.appender =
                new Appender(this.client, "beckon-calls", topic, new AppendBudget(MAX_RECORDS, MAX_BYTES), figures);
        appender.start();
    }

    @Override
    public CompletionStage<Long> append(String call, CallProposal proposal) {
        var record = new ProducerRecord<>(span.topic(), call.getBytes(UTF_8), codec.encode(proposal));
        events.describe(record.headers(), codec.type(proposal), call);
        record.headers().add(CloudEvents.IGNORABLE, CloudEvents.FALSE);
        return appender.append(record);
    }

    @Override
    public Following follow(Listener listener) {
        TopicReader reader = new TopicReader(
                client, "beckon-calls-reader", span, (record, isHistory) -> take(record, isHistory, listener), () -> {
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

    private void take(ConsumerRecord<byte[], byte[]> record, boolean isHistory, Listener listener) {
        if (record.key() == null) {
            reading.garbled(record, "it is of no call");
            return;
        }
        CallProposal proposal = reading.read(record);
        if (proposal != null) {
            String call = new String(record.key(), UTF_8);
            listener.onRecord(call, proposal, record.offset() + Partition.FIRST, isHistory);
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
