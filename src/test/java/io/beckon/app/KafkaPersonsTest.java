package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Keepers begin by way of {@link KafkaPersons#start}, the node with what {@link KafkaPersons#settled} is followed by. */
class KafkaPersonsTest {

    /** Nobody answers there. */
    private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1");

    private final CountDownLatch begun = new CountDownLatch(1);

    private boolean hasBegun() {
        return begun.getCount() == 0;
    }

    @Test
    void whereUsersAreNamedNobodyWaits() {
        try (KafkaPersons persons = new KafkaPersons(false, NOWHERE, "topic")) {
            assertTrue(persons.settled().isDone());
            persons.start(begun::countDown);
            assertTrue(hasBegun());
        }
    }

    @Test
    void whatCannotBeReadIsWaitedForOnlySoLong() throws InterruptedException {
        try (KafkaPersons persons = new KafkaPersons(true, NOWHERE, "topic", Duration.ofMillis(300))) {
            persons.start(begun::countDown);
            assertTrue(begun.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whileTheTableIsReadKeepersWait() {
        try (KafkaPersons persons = new KafkaPersons(true, NOWHERE, "topic", Duration.ofDays(1))) {
            persons.start(begun::countDown);
            assertFalse(hasBegun());
            persons.settled().complete(null);
            assertTrue(hasBegun());
        }
    }
}
