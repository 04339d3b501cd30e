package io.beckon.kafka;

import static io.beckon.kafka.OwnTopics.ROOM;
import static io.beckon.kafka.OwnTopics.proposal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.Partition;
import io.beckon.log.RoomLog.Ended;
import io.beckon.records.RecordCodec;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What records look like to others, and what becomes of those that others wrote. */
class RecordsIT {

    private final OwnTopics topics = OwnTopics.onSharedBroker();
    private final KafkaRoomLog log = topics.log();
    private final RoomRecords records =
            new RoomRecords(topics.events(), OwnTopics.PARTITIONS, new RecordCodec(), () -> "other");
    private final int partition = topics.partition();

    @AfterEach
    void close() {
        log.close();
        topics.close();
    }

    private long append(int number) {
        return OwnTopics.get(log.append(ROOM, proposal(number)).toCompletableFuture());
    }

    private Transcript follow() {
        Transcript transcript = new Transcript();
        log.follow(partition, Partition.FIRST, transcript);
        return transcript;
    }

    private ProducerRecord<byte[], byte[]> written(int number) {
        return records.write(ROOM, proposal(number));
    }

    private static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record, String header, String value) {
        record.headers().remove(header).add(header, value.getBytes(UTF_8));
        return record;
    }

    private ProducerRecord<byte[], byte[]> keyed(byte[] key, byte[] value) {
        return new ProducerRecord<>(
                topics.events(), partition, key, value, written(0).headers());
    }

    private List<ConsumerRecord<byte[], byte[]>> consumed(int count) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (var consumer = new ClientSettings(topics.client).consumer("plain", Map.of())) {
            TopicPartition of = new TopicPartition(topics.events(), partition);
            consumer.assign(List.of(of));
            consumer.seekToBeginning(List.of(of));
            while (all.size() < count) {
                consumer.poll(Duration.ofSeconds(10)).forEach(all::add);
            }
        }
        return all;
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    @Test
    void aRecordIsACloudEventThatAnyConsumerCanRead() {
        Origin origin = new Origin("session", Incarnation.first("node"), "id-1", 7);
        Json body = new Json("{\"data\":{\"text\":\"hello\"}}".getBytes(UTF_8));
        OwnTopics.get(log.append(ROOM, new Proposal.Message(origin, null, body)).toCompletableFuture());
        append(1);
        List<ConsumerRecord<byte[], byte[]>> both = consumed(2);
        ConsumerRecord<byte[], byte[]> record = both.get(0);
        assertEquals("default/r", new String(record.key(), UTF_8));
        assertEquals("{\"data\":{\"text\":\"hello\"}}", new String(record.value(), UTF_8));
        assertEquals(TimestampType.LOG_APPEND_TIME, record.timestampType());
        Map<String, String> headers = headers(record);
        assertNotEquals(headers.remove("ce_id"), headers(both.get(1)).get("ce_id"));
        assertTrue(Instant.parse(headers.remove("ce_time")).isAfter(Instant.EPOCH));
        String attributes = headers.remove("ce_attributes");
        assertTrue(attributes.contains("\"session\"") && attributes.contains("id-1"), attributes);
        assertEquals(
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_source", "/beckon/nodes/test",
                        "ce_type",
                                new RecordCodec()
                                        .encode(new Proposal.Message(origin, null, body))
                                        .type(),
                        "ce_subject", "default/r",
                        "ce_ignorable", "false",
                        "content-type", "application/json"),
                headers);
    }

    @Test
    void whatNobodyCanReadIsSkippedAndCounted() {
        Transcript follower = follow();
        append(0);
        byte[] key = ROOM.toString().getBytes(UTF_8);
        RoomKey stranger = topics.roomOf((partition + 1) % OwnTopics.PARTITIONS);
        topics.produce(new ProducerRecord<>(topics.events(), partition, key, "{}".getBytes(UTF_8)));
        topics.produce(with(written(1), "ce_attributes", "{\"instance\":"));
        topics.produce(with(written(1), "ce_specversion", "2.0"));
        topics.produce(keyed(stranger.toString().getBytes(UTF_8), "{}".getBytes(UTF_8)));
        topics.produce(keyed("no room".getBytes(UTF_8), "{}".getBytes(UTF_8)));
        topics.produce(new ProducerRecord<>(topics.events(), partition, null, new byte[] {1, 2, 3}));
        topics.produce(new ProducerRecord<>(
                topics.events(), partition, key, null, written(1).headers()));
        append(2);
        assertEquals(List.of(proposal(0), proposal(2)), follower.awaitProposals(2));
        assertEquals(7, log.figures().garbled());
        append(3);
        assertEquals(List.of(proposal(0), proposal(2), proposal(3)), follower.awaitProposals(3));
    }

    @Test
    void aRecordOfALaterVersionIsSkippedWhereItMayBe() {
        Transcript follower = follow();
        topics.produce(with(with(written(0), "ce_type", "io.beckon.news.v9"), "ce_ignorable", "true"));
        append(1);
        assertEquals(List.of(proposal(1)), follower.awaitProposals(1));
        assertEquals(1, log.figures().ignored());
    }

    @Test
    void aRecordOfALaterVersionThatMayNotBeSkippedEndsItsPartitionOnly() {
        int other = (partition + 1) % OwnTopics.PARTITIONS;
        Transcript follower = follow();
        Transcript neighbour = new Transcript();
        log.follow(other, Partition.FIRST, neighbour);
        append(0);
        topics.produce(with(written(1), "ce_type", "io.beckon.news.v9"));
        append(2);
        assertEquals(Ended.UNREADABLE, follower.awaitEnd());
        OwnTopics.get(log.append(topics.roomOf(other), proposal(3)).toCompletableFuture());
        assertEquals(List.of(proposal(3)), neighbour.awaitProposals(1));
        assertEquals(List.of(proposal(0)), follower.awaitProposals(1));
        assertEquals(1, log.figures().unreadable());
        assertEquals(java.util.Set.of(other), log.lags().keySet());
    }

    @Test
    void aPartitionMayBeginAnew() {
        Transcript follower = follow();
        append(0);
        topics.produce(records.reset(partition));
        append(1);
        assertEquals(List.of(Partition.FIRST + 1), follower.awaitReset());
        assertEquals(List.of(proposal(0), proposal(1)), follower.awaitProposals(2));
    }

    @Test
    void aFollowerIsToldHowFarItHasRead() {
        Transcript follower = follow();
        append(0);
        topics.produce(new ProducerRecord<>(topics.events(), partition, null, new byte[] {1}));
        assertEquals(List.of(proposal(0)), follower.awaitRead(Partition.FIRST + 2));
    }
}
