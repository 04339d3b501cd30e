package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What brokers say of the events topic. */
class TopicWatchTest {

    private static final String TOPIC = "events";
    private static final Uuid ID = Uuid.randomUuid();

    private final KafkaFutureImpl<TopicDescription> seen = new KafkaFutureImpl<>();
    private KafkaFuture<TopicDescription> answer = seen;
    private final Admin admin = (Admin) Proxy.newProxyInstance(
            Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (self, method, of) -> new Described(answer));
    private final TopicWatch watch = new TopicWatch(admin, TOPIC, 0, ID, Duration.ofSeconds(1), () -> {});

    TopicWatchTest() {
        seen.complete(new TopicDescription(TOPIC, false, List.of(), Set.of(), ID));
    }

    private static final class Described extends DescribeTopicsResult {

        Described(KafkaFuture<TopicDescription> answer) {
            super(null, Map.of(TOPIC, answer));
        }
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private void looks(int times, RuntimeException failure) throws InterruptedException {
        KafkaFutureImpl<TopicDescription> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(failure);
        answer = failed;
        for (int i = 0; i < times; i++) {
            assertFalse(watch.look());
        }
    }

    @Test
    void aTopicThatIsGoneIsTroubleUntilItIsSeenAgain() throws InterruptedException {
        looks(TopicWatch.MISSES - 1, new UnknownTopicOrPartitionException());
        assertEquals(Optional.empty(), watch.trouble(), "a broker that has just begun may not know it yet");
        looks(2, new UnknownTopicOrPartitionException());
        assertEquals(Optional.of("the topic events is gone"), watch.trouble());
        answer = seen;
        assertTrue(watch.look());
        assertEquals(Optional.empty(), watch.trouble());
    }

    @Test
    void aPermissionThatIsGoneIsTrouble() throws InterruptedException {
        looks(TopicWatch.MISSES, new TopicAuthorizationException(Set.of(TOPIC)));
        assertEquals(Optional.of("this principal may not describe the topic events"), watch.trouble());
    }

    @Test
    void anOutageIsNone() throws InterruptedException {
        looks(100, new TimeoutException());
        assertEquals(Optional.empty(), watch.trouble());
    }
}
