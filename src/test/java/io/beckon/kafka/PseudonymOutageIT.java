package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.audit.Pseudonyms;
import io.beckon.cluster.Await;
import io.beckon.cluster.KafkaCluster;
import io.beckon.log.Announcer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pseudonyms that are drawn while the only broker is away. */
@Thorough
class PseudonymOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int MOST_WAITING = 40;
    private static final int TOO_MANY = 7;

    private static KafkaCluster cluster;

    /** Held, so that the handler stays. */
    private final Logger log = Logger.getLogger(Announcer.class.getName());

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start("pseudonyms", 1);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void whatIsDrawnDuringAnOutageGetsInAfterItAndWhatIsTooMuchIsCountedAndSaidEachTime() throws IOException {
        List<LogRecord> said = new CopyOnWriteArrayList<>();
        Handler handler = listener(said);
        log.addHandler(handler);
        try (OwnTopics topics = new OwnTopics(cluster)) {
            topics.prepare();
            String topic = topics.needs.names().pseudonyms();
            try (PseudonymTopic table = new PseudonymTopic(topics.client, topic, MOST_WAITING)) {
                table.start();
                table.caughtUp()
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
                for (int outage = 1; outage <= 2; outage++) {
                    cluster.broker(1).kill();
                    Map<Pseudonyms.User, String> drawn = drawn(table, "outage-" + outage + "-");
                    assertEquals(MOST_WAITING, table.waiting());
                    assertEquals(outage * TOO_MANY, table.lost());
                    cluster.broker(1).start();
                    Await.until(PATIENCE, () -> table.waiting() == 0, () -> "waiting: " + table.waiting());
                    assertThere(new PseudonymErasure(topics.client, topic), drawn);
                    assertEquals(outage, said.size());
                }
            }
        } finally {
            log.removeHandler(handler);
        }
    }

    private static Handler listener(List<LogRecord> said) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                    said.add(record);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** The first ones have room, the last ones have not. */
    private static Map<Pseudonyms.User, String> drawn(PseudonymTopic table, String prefix) {
        Map<Pseudonyms.User, String> drawn = new LinkedHashMap<>();
        for (int i = 0; i < MOST_WAITING + TOO_MANY; i++) {
            Pseudonyms.User user = new Pseudonyms.User("default", prefix + i);
            drawn.put(user, table.of(user));
        }
        return drawn;
    }

    private static void assertThere(PseudonymErasure erasure, Map<Pseudonyms.User, String> drawn) throws IOException {
        int number = 0;
        for (Map.Entry<Pseudonyms.User, String> each : drawn.entrySet()) {
            List<String> expected = number < MOST_WAITING ? List.of(each.getValue()) : List.of();
            assertEquals(expected, erasure.of(each.getKey()), each.getKey()::user);
            number++;
        }
        assertTrue(number > MOST_WAITING);
    }
}
