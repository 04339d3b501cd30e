package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.records.AuditRecord;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Audit records as records of a topic: CloudEvents in Kafka's binary content mode, their subject as key. Stateless. */
public final class AuditRecords {

    /** Of the audit topic: foreign consumers read it, and every client can undo this one. */
    public static final String COMPRESSION = "gzip";

    private AuditRecords() {}

    /** @param partition {@code null}: the one that the key leads to */
    public static ProducerRecord<byte[], byte[]> write(String topic, @Nullable Integer partition, AuditRecord record) {
        var written = new ProducerRecord<>(topic, partition, record.subject().getBytes(UTF_8), record.data());
        CloudEvents.describe(
                written.headers(),
                record.id(),
                AuditRecord.SOURCE,
                record.type(),
                record.subject(),
                record.time().toString());
        return written;
    }

    /** @throws UnreadableRecord when it is no audit record */
    public static StoredEvent read(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecord {
        Headers headers = record.headers();
        return new StoredEvent.Parts(
                        CloudEvents.text(headers, CloudEvents.SPEC_VERSION),
                        CloudEvents.text(headers, CloudEvents.SOURCE),
                        CloudEvents.bytes(headers, CloudEvents.ID),
                        CloudEvents.bytes(headers, CloudEvents.TYPE),
                        CloudEvents.bytes(headers, CloudEvents.SUBJECT),
                        CloudEvents.bytes(headers, CloudEvents.TIME),
                        record.key(),
                        record.value())
                .event(record.partition(), record.offset());
    }
}
