package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Keepers, and the node, begin with what {@link KafkaPersons#settled} is followed by. */
class KafkaPersonsTest {

    /** Nobody answers there. */
    private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1");

    @Test
    void whereUsersAreNamedNobodyWaits() {
        try (KafkaPersons persons = new KafkaPersons(false, NOWHERE, "topic")) {
            assertTrue(persons.settled().isDone());
        }
    }

    @Test
    void whatCannotBeReadIsWaitedForOnlySoLong() {
        try (KafkaPersons persons = new KafkaPersons(true, NOWHERE, "topic", Duration.ofMillis(300))) {
            CompletableFuture<Void> begun = persons.settled().thenRun(() -> {});
            assertFalse(begun.isDone());
            persons.start();
            begun.orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void whileTheTableIsReadTheyWait() {
        try (KafkaPersons persons = new KafkaPersons(true, NOWHERE, "topic", Duration.ofDays(1))) {
            persons.start();
            assertFalse(persons.settled().isDone());
        }
    }
}
