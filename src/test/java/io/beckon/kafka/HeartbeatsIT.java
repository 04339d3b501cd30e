package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.KafkaCluster;
import io.beckon.log.Instances;
import io.beckon.log.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Thorough
@Isolated("nodes that are lost after a second")
class HeartbeatsIT {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int LAPSE = 10;
    /** A way to the broker that can be cut. */
    private static final String AWAY = "AWAY";

    private static KafkaCluster cluster;

    private final List<HeartNode> nodes = new ArrayList<>();
    private OwnTopics topics;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start("hearts", 1, AWAY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void prepare() {
        topics = new OwnTopics(cluster);
        topics.prepare();
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.hearts.close());
        topics.close();
    }

    /** A node with nothing but a heart. */
    private final class HeartNode {

        final Instances instances = new Instances(LAPSE);
        final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
        final BlockingQueue<String> renewed = new LinkedBlockingQueue<>();
        final Heartbeats hearts;

        HeartNode(String name) {
            this(name, topics.client);
        }

        HeartNode(String name, Map<String, Object> client) {
            AtomicInteger made = new AtomicInteger();
            instances.whenLost(lost::add);
            HeartSettings settings = new HeartSettings(topics.needs.names().nodes(), name, "10.0.0.1:9000", INTERVAL);
            hearts = new Heartbeats(
                    client,
                    settings,
                    instances,
                    new Nodes(instances),
                    () -> name + "-" + made.incrementAndGet(),
                    renewed::add);
            nodes.add(this);
            hearts.start();
            hearts.ready().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        }

        String awaitLost() throws InterruptedException {
            return String.valueOf(lost.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aNodeThatIsGoneIsLostForAllOthers() throws InterruptedException {
        HeartNode one = new HeartNode("one");
        HeartNode two = new HeartNode("two");
        HeartNode three = new HeartNode("three");
        three.hearts.close();
        assertEquals("three-1", one.awaitLost());
        assertEquals("three-1", two.awaitLost());
        HeartNode late = new HeartNode("late");
        assertTrue(late.instances.isLost("three-1"), "who comes later does not see the loss");
        assertFalse(late.instances.isLost("one-1") || late.instances.isLost("two-1"));
        assertTrue(one.instances.living().containsAll(List.of("one-1", "two-1")));
    }

    @Test
    void aNodeAloneIsNeverLost() throws InterruptedException {
        HeartNode one = new HeartNode("one");
        cluster.broker(1).pause();
        TimeUnit.SECONDS.sleep(2);
        cluster.broker(1).unpause();
        HeartNode two = new HeartNode("two");
        assertFalse(two.instances.isLost("one-1"));
        assertTrue(one.lost.isEmpty());
    }

    @Test
    void anOutageStopsAllHeartsAndLosesNobody() throws InterruptedException {
        HeartNode one = new HeartNode("one");
        HeartNode two = new HeartNode("two");
        cluster.broker(1).pause();
        TimeUnit.SECONDS.sleep(8);
        assertTrue(one.hearts.sinceAcknowledged().toSeconds() >= 7, "the age of the last heartbeat does not grow");
        cluster.broker(1).unpause();
        cluster.broker(1).kill();
        cluster.broker(1).start();
        HeartNode three = new HeartNode("three");
        three.hearts.close();
        assertEquals("three-1", one.awaitLost());
        assertEquals("three-1", two.awaitLost());
        assertTrue(one.lost.isEmpty() && two.lost.isEmpty(), "somebody was lost in the outage");
        assertTrue(one.renewed.isEmpty() && two.renewed.isEmpty());
    }

    @Test
    void aNodeThatReadsOfItsLossGoesOnAsAnotherInstance() throws InterruptedException {
        HeartNode two = new HeartNode("two");
        Heartbeats cut = two.hearts;
        byte[] busy = "busy".getBytes(UTF_8);
        // What others would have written while it was away.
        for (int beat = 0; beat < LAPSE * 50 && two.renewed.isEmpty(); beat++) {
            topics.produce(new ProducerRecord<>(topics.needs.names().nodes(), 0, busy, busy));
        }
        assertEquals("two-2", two.renewed.poll(20, TimeUnit.SECONDS));
        assertEquals("two-2", cut.instance());
        assertTrue(two.instances.isLost("two-1"));
    }

    @Test
    void aNodeThatWasCutOffComesBackAsAnotherInstance() throws InterruptedException {
        HeartNode one = new HeartNode("one");
        HeartNode two = new HeartNode("two", Map.of("bootstrap.servers", cluster.bootstrapServers(AWAY)));
        cluster.sever(AWAY);
        assertEquals("two-1", one.awaitLost());
        assertTrue(two.lost.isEmpty() && two.renewed.isEmpty());
        cluster.mend(AWAY);
        assertEquals("two-2", two.renewed.poll(20, TimeUnit.SECONDS));
        assertTrue(one.lost.isEmpty());
        HeartNode late = new HeartNode("late");
        assertTrue(late.instances.isLost("two-1"));
        assertFalse(late.instances.isLost("two-2") || late.instances.isLost("one-1"));
    }
}
