package io.beckon.kafka;

import static io.beckon.kafka.OwnTopics.ROOM;
import static io.beckon.kafka.OwnTopics.proposal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.KafkaCluster;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import io.beckon.room.Proposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log while its only broker is killed, or silent. */
@Thorough
class OutageIT {

    private static KafkaCluster cluster;

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start("outage", 1);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static CompletableFuture<Long> append(KafkaRoomLog log, int number) {
        return log.append(ROOM, proposal(number)).toCompletableFuture();
    }

    @Test
    void aBrokerThatIsKilledAndComesBackLosesAndDoublesNothing() {
        try (OwnTopics topics = new OwnTopics(cluster);
                KafkaRoomLog log = topics.log()) {
            Transcript follower = new Transcript();
            log.follow(topics.partition(), Partition.FIRST, follower);
            List<CompletableFuture<Long>> appended = new ArrayList<>();
            IntStream.range(0, 500).forEach(number -> appended.add(append(log, number)));
            appended.get(250).join();
            cluster.broker(1).kill();
            IntStream.range(500, 1000).forEach(number -> appended.add(append(log, number)));
            cluster.broker(1).start();
            long last = appendUntilTaken(log);
            appended.forEach(
                    append -> append.handle((position, failure) -> position).join());
            Set<Proposal> acknowledged = IntStream.range(0, 1000)
                    .filter(number -> !appended.get(number).isCompletedExceptionally())
                    .mapToObj(OwnTopics::proposal)
                    .collect(Collectors.toSet());
            List<Proposal> seen = follower.awaitRead(last + 1);
            assertEquals(seen.size(), new HashSet<>(seen).size(), "something came twice");
            assertTrue(new HashSet<>(seen).containsAll(acknowledged), "something acknowledged is missing");
            Transcript late = new Transcript();
            log.follow(topics.partition(), Partition.FIRST, late);
            assertEquals(seen, late.awaitRead(last + 1));
        }
    }

    @Test
    void whileABrokerIsSilentNobodyWaitsAndNothingPilesUp() {
        try (OwnTopics topics = new OwnTopics(cluster);
                KafkaRoomLog log = new KafkaRoomLog(
                        topics.client, topics.prepare(), () -> "test", null, new AppendBudget(100, 1 << 20))) {
            append(log, 0).join();
            Transcript follower = new Transcript();
            log.follow(topics.partition(), Partition.FIRST, follower);
            cluster.broker(1).pause();
            List<CompletableFuture<Long>> appended = new ArrayList<>();
            long begin = System.nanoTime();
            try {
                IntStream.rangeClosed(1, 300).forEach(number -> appended.add(append(log, number)));
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                assertTrue(took < 2_000, "appending took " + took + " ms");
                long refused = appended.stream()
                        .filter(CompletableFuture::isCompletedExceptionally)
                        .count();
                assertEquals(200, refused);
                CompletionException unknown = assertThrows(
                        CompletionException.class,
                        () -> appended.get(0).orTimeout(40, TimeUnit.SECONDS).join());
                assertInstanceOf(LogUnavailable.class, unknown.getCause());
            } finally {
                cluster.broker(1).unpause();
            }
            long position = appendUntilTaken(log);
            List<Proposal> seen = follower.awaitRead(position + 1);
            assertEquals(seen.size(), new HashSet<>(seen).size(), "something came twice");
        }
    }

    private static long appendUntilTaken(KafkaRoomLog log) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return append(log, 1000).join();
            } catch (CompletionException e) {
                assertTrue(System.nanoTime() < end, "the log does not come back");
            }
        }
    }

    @Test
    void brokersThatCannotBeReachedAreWaitedForAndThenNamed() {
        TopicNeeds needs = new TopicNeeds(
                new TopicNames("nowhere"),
                4,
                Duration.ofSeconds(120),
                Duration.ofHours(1),
                Duration.ofSeconds(1),
                false,
                false);
        String message = assertThrows(
                        UnsuitableTopics.class, () -> Topics.prepare(Map.of("bootstrap.servers", "127.0.0.1:1"), needs))
                .getMessage();
        assertTrue(message.contains("kafka.bootstrap.servers") && message.contains("127.0.0.1:1"), message);
    }

    @Test
    void aFollowerOfAnUnreachableLogIsTold() {
        try (OwnTopics topics = new OwnTopics(cluster);
                KafkaRoomLog log = topics.log()) {
            cluster.broker(1).pause();
            try {
                assertThrows(
                        LogUnavailable.class, () -> log.follow(topics.partition(), Partition.FIRST, new Transcript()));
            } finally {
                cluster.broker(1).unpause();
            }
        }
    }
}
