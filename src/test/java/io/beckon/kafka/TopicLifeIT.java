package io.beckon.kafka;

import static io.beckon.kafka.OwnTopics.ROOM;
import static io.beckon.kafka.OwnTopics.proposal;
import static io.beckon.kafka.OwnTopics.proposals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog.Ended;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others may do to the events topic while it is followed. */
class TopicLifeIT {

    private final OwnTopics topics = OwnTopics.onSharedBroker();
    private final KafkaRoomLog log = topics.log();
    private final int partition = topics.partition();

    @AfterEach
    void close() {
        log.close();
        topics.close();
    }

    private void append(int number) {
        OwnTopics.get(log.append(ROOM, proposal(number)).toCompletableFuture());
    }

    private static void await(BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not come about");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void makeAnew() throws InterruptedException {
        OwnTopics.get(topics.admin.deleteTopics(List.of(topics.events())).all());
        TopicPlan plan = TopicPlan.all(topics.needs).get(0);
        await(() -> isMade(plan));
    }

    private boolean isMade(TopicPlan plan) {
        try {
            topics.admin.createTopics(List.of(plan.onBrokers(1))).all().get();
            return true;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            assertTrue(e.getCause() instanceof TopicExistsException, () -> "not made: " + e);
            return false;
        }
    }

    @Test
    void aTopicMadeAnewEndsAllFollowingsAndCanBeFollowed() throws InterruptedException {
        Transcript follower = new Transcript();
        Transcript atTheFirst = new Transcript();
        int other = (partition + 1) % OwnTopics.PARTITIONS;
        log.follow(partition, Partition.FIRST, follower);
        log.follow(other, Partition.FIRST, atTheFirst);
        IntStream.range(0, 10).forEach(this::append);
        assertEquals(proposals(0, 10), follower.awaitProposals(10));
        String before = log.topicId();
        makeAnew();
        assertEquals(Ended.ANOTHER_LIFE, follower.awaitEnd());
        assertEquals(Ended.ANOTHER_LIFE, atTheFirst.awaitEnd());
        assertNotEquals(before, log.topicId());
        Transcript next = new Transcript();
        log.follow(partition, Partition.FIRST, next);
        append(11);
        assertEquals(List.of(proposal(11)), next.awaitProposals(1));
        assertEquals(proposals(0, 10), follower.awaitProposals(10));
    }

    @Test
    void addedPartitionsAreToldOfAndNeverUsed() throws InterruptedException {
        Transcript follower = new Transcript();
        log.follow(partition, Partition.FIRST, follower);
        append(0);
        assertFalse(log.hasUnusedPartitions());
        OwnTopics.get(topics.admin
                .createPartitions(Map.of(topics.events(), NewPartitions.increaseTo(OwnTopics.PARTITIONS + 3)))
                .all());
        await(log::hasUnusedPartitions);
        append(1);
        assertEquals(proposals(0, 2), follower.awaitProposals(2));
        assertEquals(OwnTopics.PARTITIONS, log.partitions());
        assertEquals(OwnTopics.PARTITIONS, topics.prepare().partitions());
    }

    @Test
    void aFollowerThatFellBehindWhatIsKeptIsEndedAndNothingIsSkipped() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Transcript slow = new Transcript() {
            @Override
            public void onRecord(LogRecord record) {
                super.onRecord(record);
                entered.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        log.follow(partition, Partition.FIRST, slow);
        append(0);
        entered.await();
        IntStream.range(1, 10).forEach(this::append);
        topics.dropBefore(partition, 10);
        goOn.countDown();
        assertEquals(Ended.EXPIRED, slow.awaitEnd());
        List<?> seen = slow.awaitProposals(1);
        assertEquals(proposals(0, seen.size()), seen);
    }
}
