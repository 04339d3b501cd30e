package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.call.CallProposal;
import io.beckon.cluster.KafkaCluster;
import io.beckon.log.CallLog;
import io.beckon.log.CallLogContract;
import io.beckon.records.CallCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Thorough
class KafkaCallLogIT extends CallLogContract {

    private final OwnTopics topics = OwnTopics.onSharedBroker();
    private final List<KafkaCallLog> logs = new ArrayList<>();

    @Override
    protected CallLog log() {
        return kafkaLog();
    }

    private KafkaCallLog kafkaLog() {
        topics.prepare();
        KafkaCallLog log = new KafkaCallLog(topics.client, topics.needs.names().calls(), () -> "test");
        logs.add(log);
        return log;
    }

    @AfterEach
    void close() {
        logs.forEach(KafkaCallLog::close);
        topics.close();
    }

    private void write(@Nullable String key, byte[] value, Instant at, Map<String, String> headers) {
        var record = new ProducerRecord<>(
                topics.needs.names().calls(), 0, at.toEpochMilli(), key == null ? null : key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        topics.produce(record);
    }

    private void write(String call, CallProposal proposal, Instant at) {
        CallCodec codec = new CallCodec();
        var headers = Map.of("ce_specversion", "1.0", "ce_type", codec.type(proposal));
        write(call, codec.encode(proposal), at, headers);
    }

    @Test
    void anotherNodeIsToldWhatThisOneAppends() {
        KafkaCallLog one = kafkaLog();
        KafkaCallLog two = kafkaLog();
        Transcript transcript = new Transcript();
        two.follow(transcript);
        assertEquals(0, transcript.replayed());
        append(one, "c-1", proposal(1));
        assertEquals(List.of(new Entry("c-1", proposal(1), false)), transcript.await(1));
        assertTrue(two.isCaughtUp());
        assertFalse(one.isCaughtUp(), "nobody follows there");
    }

    @Test
    void whatIsOlderThanTheHistoryIsNotTold() {
        KafkaCallLog log = kafkaLog();
        Instant now = Instant.now();
        write("c-1", proposal(1), now.minus(CallLog.HISTORY).minusSeconds(60));
        write("c-1", proposal(2), now.minus(CallLog.HISTORY).plus(Duration.ofSeconds(60)));
        write("c-1", proposal(3), now);
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(2, transcript.replayed());
        append(log, "c-2", proposal(4));
        assertEquals(
                List.of(
                        new Entry("c-1", proposal(2), true),
                        new Entry("c-1", proposal(3), true),
                        new Entry("c-2", proposal(4), false)),
                transcript.await(3));
    }

    @Test
    void aLogWithOldRecordsOnlyIsCaughtUpWithAtOnce() {
        KafkaCallLog log = kafkaLog();
        write("c-1", proposal(1), Instant.now().minus(CallLog.HISTORY).minusSeconds(60));
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(0, transcript.replayed());
    }

    @Test
    void whatNobodyCanReadIsSkippedAndCountedAndWhatMayNotBeSkippedIsReported() {
        KafkaCallLog log = kafkaLog();
        Instant now = Instant.now();
        String later = "io.beckon.call.wonder.v1";
        byte[] nothing = "{}".getBytes(UTF_8);
        write("c", new byte[] {1, 2, 3}, now, Map.of());
        write("c", nothing, now, Map.of("ce_specversion", "1.0", "ce_type", "io.beckon.call.accept.v1"));
        write(null, nothing, now, Map.of("ce_specversion", "1.0", "ce_type", "io.beckon.call.time-up.v1"));
        write("c", nothing, now, Map.of("ce_specversion", "1.0", "ce_type", later, "ce_ignorable", "true"));
        write("c", nothing, now, Map.of("ce_specversion", "1.0", "ce_type", later, "ce_ignorable", "false"));
        write("c-1", proposal(1), now);
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(List.of(new Entry("c-1", proposal(1), true)), transcript.await(1));
        assertEquals(3, log.figures().garbled());
        assertEquals(1, log.figures().ignored());
        assertEquals(1, log.figures().unreadable());
    }

    @Test
    void afterAnOutageItGoesOnWhereItWas() {
        try (KafkaCluster cluster = KafkaCluster.start("call-outage", 1);
                OwnTopics own = new OwnTopics(cluster)) {
            own.prepare();
            try (KafkaCallLog log =
                    new KafkaCallLog(own.client, own.needs.names().calls(), () -> "test")) {
                Transcript transcript = new Transcript();
                log.follow(transcript);
                assertEquals(0, transcript.replayed());
                append(log, "c-1", proposal(1));
                transcript.await(1);
                cluster.broker(1).kill();
                cluster.broker(1).start();
                Entry after = new Entry("c-2", appendUntilTaken(log), false);
                List<Entry> heard = transcript.await(entries -> entries.contains(after));
                assertEquals(new Entry("c-1", proposal(1), false), heard.get(0));
                assertTrue(heard.contains(after), heard::toString);
                assertEquals(heard.size(), new HashSet<>(heard).size(), "something came twice");
            }
        }
    }

    /** While it is not known whether a record was taken the next one is tried. */
    private static CallProposal appendUntilTaken(CallLog log) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        for (int number = 2; ; number++) {
            try {
                append(log, "c-2", proposal(number));
                return proposal(number);
            } catch (CompletionException e) {
                assertTrue(System.nanoTime() < deadline, "the log does not come back");
            }
        }
    }
}
