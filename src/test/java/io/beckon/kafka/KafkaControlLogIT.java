package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.InstanceGone;
import io.beckon.log.ControlLog;
import io.beckon.log.ControlLogContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaControlLogIT extends ControlLogContract {

    private final OwnTopics topics = OwnTopics.onSharedBroker();
    private final List<KafkaControlLog> logs = new ArrayList<>();

    @Override
    protected ControlLog log() {
        return kafkaLog();
    }

    private KafkaControlLog kafkaLog() {
        topics.prepare();
        KafkaControlLog log =
                new KafkaControlLog(topics.client, topics.needs.names().control(), () -> "test");
        logs.add(log);
        return log;
    }

    @AfterEach
    void close() {
        logs.forEach(KafkaControlLog::close);
        topics.close();
    }

    private void write(byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topics.needs.names().control(), 0, "k".getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        topics.produce(record);
    }

    @Test
    void anotherNodeIsToldWhatThisOneAnnounces() {
        KafkaControlLog one = kafkaLog();
        KafkaControlLog two = kafkaLog();
        Transcript transcript = new Transcript();
        two.follow(transcript);
        assertEquals(0, transcript.replayed());
        append(one, new InstanceGone("1"));
        assertEquals(List.of(new InstanceGone("1")), transcript.await(1));
        assertFalse(one.isCaughtUp(), "nobody follows there");
    }

    @Test
    void partitionsThatSomebodyAddsSwallowNothing() {
        KafkaControlLog log = kafkaLog();
        OwnTopics.get(topics.admin
                .createPartitions(Map.of(topics.needs.names().control(), NewPartitions.increaseTo(8)))
                .all());
        KafkaControlLog later = kafkaLog();
        Transcript transcript = new Transcript();
        later.follow(transcript);
        List<Announcement> announced = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            announced.add(new InstanceGone("instance-" + i));
            append(i % 2 == 0 ? log : later, announced.get(i));
        }
        assertEquals(announced, transcript.await(10));
    }

    @Test
    void whatNobodyCanReadIsSkippedAndCountedAndWhatMayNotBeSkippedIsReported() {
        KafkaControlLog log = kafkaLog();
        String later = "io.beckon.control.wonder.v1";
        write(new byte[] {1, 2, 3}, Map.of());
        write("{}".getBytes(UTF_8), Map.of("ce_specversion", "1.0", "ce_type", "io.beckon.control.sign-out.v1"));
        write("{}".getBytes(UTF_8), Map.of("ce_specversion", "1.0", "ce_type", later, "ce_ignorable", "true"));
        write("{}".getBytes(UTF_8), Map.of("ce_specversion", "1.0", "ce_type", later, "ce_ignorable", "false"));
        append(log, new InstanceGone("1"));
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(List.of(new InstanceGone("1")), transcript.await(1));
        assertEquals(2, log.figures().garbled());
        assertEquals(1, log.figures().ignored());
        assertEquals(1, log.figures().unreadable());
    }
}
