package io.beckon.kafka;

import static io.beckon.kafka.OwnTopics.ROOM;
import static io.beckon.kafka.OwnTopics.proposal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.Broker;
import io.beckon.cluster.KafkaCluster;
import io.beckon.log.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What three brokers are for. */
@Thorough
class ThreeBrokersIT {

    private static KafkaCluster cluster;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start("three", 3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** A broker that has just come back may not know a new topic yet. */
    private static TopicDescription events(OwnTopics topics) {
        String name = topics.events();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return topics.admin
                        .describeTopics(List.of(name))
                        .allTopicNames()
                        .get()
                        .get(name);
            } catch (ExecutionException | InterruptedException e) {
                assertTrue(System.nanoTime() < end, () -> name + " is not there: " + e);
            }
        }
    }

    private static void restart(Broker broker) {
        broker.start();
        cluster.awaitReady();
    }

    @Test
    void topicsAreMadeToSurviveTheLossOfABroker() {
        try (OwnTopics topics = new OwnTopics(cluster)) {
            topics.prepare();
            events(topics)
                    .partitions()
                    .forEach(partition -> assertEquals(3, partition.replicas().size()));
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topics.events());
            var config = OwnTopics.get(
                            topics.admin.describeConfigs(List.of(resource)).all())
                    .get(resource);
            assertEquals("2", config.get("min.insync.replicas").value());
            assertEquals("false", config.get("unclean.leader.election.enable").value());
        }
    }

    @Test
    void topicsThatWouldGetTooFewReplicasWaitForTheBrokerThatIsDown() throws Exception {
        Broker third = cluster.broker(3);
        third.kill();
        try (OwnTopics topics = new OwnTopics(cluster)) {
            CompletableFuture<Topics> prepared =
                    CompletableFuture.supplyAsync(topics::prepare, task -> new Thread(task).start());
            restart(third);
            prepared.get(30, TimeUnit.SECONDS);
            events(topics)
                    .partitions()
                    .forEach(partition -> assertEquals(3, partition.replicas().size()));
        }
    }

    @Test
    void aLeaderThatIsKilledLosesDoublesAndReordersNothing() {
        try (OwnTopics topics = new OwnTopics(cluster);
                KafkaRoomLog log = topics.log()) {
            Transcript follower = new Transcript();
            log.follow(topics.partition(), Partition.FIRST, follower);
            Broker leader = cluster.broker(
                    events(topics).partitions().get(topics.partition()).leader().id());
            List<CompletableFuture<Long>> appended = new ArrayList<>();
            IntStream.range(0, 2000).forEach(number -> {
                appended.add(log.append(ROOM, proposal(number)).toCompletableFuture());
                if (number == 1000) {
                    appended.get(500).join();
                    leader.kill();
                }
            });
            long last = appended.get(1999).join();
            assertEquals(OwnTopics.proposals(0, 2000), follower.awaitRead(last + 1));
            assertTrue(log.figures().appendFailures() == 0, "some appends failed");
            restart(leader);
            Transcript late = new Transcript();
            log.follow(topics.partition(), Partition.FIRST, late);
            assertEquals(OwnTopics.proposals(0, 2000), late.awaitRead(last + 1));
        }
    }
}
