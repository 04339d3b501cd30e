package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.records.AuditRecord;
import io.beckon.records.UnreadableRecord;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside the hashed parts of a record cannot be changed either. */
class AuditRecordsTest {

    private final ProducerRecord<byte[], byte[]> written = AuditRecords.write(
            "audit", 3, new AuditRecord("i-1", "t", "default/r", Instant.EPOCH, "{}".getBytes(UTF_8)));
    private final Headers headers = written.headers();

    private ConsumerRecord<byte[], byte[]> stored() {
        return new ConsumerRecord<>(
                "audit",
                3,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value(),
                headers,
                Optional.empty());
    }

    private void assertRefused() {
        assertThrows(UnreadableRecord.class, () -> AuditRecords.read(stored()));
    }

    @Test
    void whereItIsInATraceMayStandBesideIt() throws UnreadableRecord {
        headers.add("traceparent", new byte[] {1})
                .add("tracestate", new byte[0])
                .add("b3", new byte[0]);
        assertEquals("i-1", new String(AuditRecords.read(stored()).id(), UTF_8));
    }

    /** SmallRye writes it. */
    @Test
    void theContentTypeMayBeAnAttributeToo() throws UnreadableRecord {
        headers.add("ce_datacontenttype", "application/json".getBytes(UTF_8));
        assertEquals(7, AuditRecords.read(stored()).offset());
        headers.remove("ce_datacontenttype").add("ce_datacontenttype", "text/html".getBytes(UTF_8));
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_source", "ce_id", "ce_type", "ce_subject", "ce_time", "content-type"})
    void nothingIsThereTwice(String name) {
        headers.add(name, headers.lastHeader(name).value());
        assertRefused();
        byte[] value = headers.lastHeader(name).value();
        headers.remove(name).add(name, null).add(name, value);
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_dataschema", "ce_traceparent", "ce_", "ce_anything"})
    void attributesThatNoAuditEventHasAreRefused(String name) {
        headers.add(name, new byte[0]);
        assertRefused();
    }

    @Test
    void itIsJson() {
        headers.remove("content-type");
        assertRefused();
        headers.add("content-type", "text/html".getBytes(UTF_8));
        assertRefused();
    }
}
