package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is appended while nothing leaves. */
class AppendBoundsTest {

    private static final int LARGE = 1 << 20;

    private final LogFigures figures = new LogFigures();

    static Stream<Arguments> bounds() {
        return Stream.of(
                Arguments.of(KafkaRoomLog.MAX_RECORDS, KafkaRoomLog.MAX_BYTES),
                Arguments.of(EventTopic.MAX_RECORDS, EventTopic.MAX_BYTES),
                Arguments.of(PseudonymTopic.MAX_RECORDS, PseudonymTopic.MAX_BYTES));
    }

    /** It does not begin, and nobody answers where it would look for brokers. */
    private Appender appender(int records, long bytes) {
        ClientSettings nobody = new ClientSettings(Map.of("bootstrap.servers", "127.0.0.1:1"));
        return new Appender(nobody, "test", "topic", new AppendBudget(records, bytes), figures);
    }

    private static boolean isTaken(Appender appender, int bytes) {
        return !appender.append(new ProducerRecord<>("topic", 0, new byte[0], new byte[bytes]))
                .toCompletableFuture()
                .isDone();
    }

    @ParameterizedTest
    @MethodSource("bounds")
    @Fills({"kafka.KafkaRoomLog.MAX_RECORDS", "kafka.EventTopic.MAX_RECORDS", "kafka.PseudonymTopic.MAX_RECORDS"})
    void soManyWaitAndFurtherOnesAreRefused(int records, long bytes) {
        try (Appender appender = appender(records, Long.MAX_VALUE / 4)) {
            for (int i = 0; i < records; i++) {
                assertTrue(isTaken(appender, 0));
            }
            assertFalse(isTaken(appender, 0));
            assertEquals(records, appender.waiting());
            assertEquals(1, figures.appendFailures());
        }
    }

    @ParameterizedTest
    @MethodSource("bounds")
    @Fills({"kafka.KafkaRoomLog.MAX_BYTES", "kafka.EventTopic.MAX_BYTES", "kafka.PseudonymTopic.MAX_BYTES"})
    void soManyBytesWaitAndFurtherOnesAreRefused(int records, long bytes) {
        try (Appender appender = appender(records, bytes)) {
            int fit = (int) (bytes / (LARGE + AppendBudget.size("", new byte[0])));
            for (int i = 0; i < fit; i++) {
                assertTrue(isTaken(appender, LARGE));
            }
            assertFalse(isTaken(appender, LARGE));
            assertEquals(fit, appender.waiting());
        }
    }
}
