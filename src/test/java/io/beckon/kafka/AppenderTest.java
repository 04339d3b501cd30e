package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves before the brokers have answered. */
class AppenderTest {

    private static final String TOPIC = "events";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Answers when it is told to; what has no answer when it is closed fails. */
    private final MockProducer<byte[], byte[]> brokers =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void close(Duration patience) {
                    super.close(patience);
                    while (errorNext(new KafkaException("closed"))) {}
                }
            };

    private final Appender appender =
            new Appender(brokers, "appender", TOPIC, new AppendBudget(100, 1 << 20), new LogFigures());

    AppenderTest() {
        appender.start();
    }

    @AfterEach
    void close() {
        appender.close(Duration.ZERO);
    }

    private CompletableFuture<Long> append(int partition, String what) {
        return appender.append(new ProducerRecord<>(TOPIC, partition, new byte[0], what.getBytes(UTF_8)))
                .toCompletableFuture();
    }

    private List<String> sent() {
        return brokers.history().stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private void assertSent(String... expected) {
        Await.until(PATIENCE, () -> sent().size() >= expected.length, () -> "sent: " + sent());
        assertEquals(List.of(expected), sent());
    }

    @Test
    void whatFollowsAPartitionsFirstRecordWaitsForItsAnswer() {
        append(0, "first");
        append(0, "second");
        append(0, "third");
        append(1, "elsewhere");
        assertSent("first", "elsewhere");
        assertTrue(brokers.completeNext());
        assertSent("first", "elsewhere", "second", "third");
        append(0, "fourth");
        append(1, "also elsewhere");
        append(0, "fifth");
        assertSent("first", "elsewhere", "second", "third", "fourth", "fifth");
    }

    @Test
    void ifTheFirstIsNotTakenTheNextIsTheFirst() {
        CompletableFuture<Long> first = append(0, "first");
        append(0, "second");
        append(0, "third");
        append(1, "elsewhere");
        assertSent("first", "elsewhere");
        brokers.errorNext(new TimeoutException("no leader"));
        assertSent("first", "elsewhere", "second");
        assertThrows(CompletionException.class, first::join);
        append(1, "also elsewhere");
        append(2, "and there");
        assertSent("first", "elsewhere", "second", "and there");
    }

    @Test
    void nothingIsLeftWithoutAnAnswerAtTheEnd() {
        append(0, "first");
        CompletableFuture<Long> second = append(0, "second");
        assertSent("first");
        assertFalse(second.isDone());
        appender.close(Duration.ofMillis(50));
        assertThrows(CompletionException.class, second::join);
    }

    @Test
    void whatWaitsAtTheEndIsSentIfThereIsTime() throws InterruptedException {
        append(0, "first");
        append(0, "second");
        assertSent("first");
        Thread closing = Thread.startVirtualThread(() -> appender.close(PATIENCE));
        brokers.completeNext();
        assertSent("first", "second");
        closing.join();
    }
}
