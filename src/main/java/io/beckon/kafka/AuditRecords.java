package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.records.AuditRecord;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
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

    /**
     * The event of a record. Its headers are gone through once: millions are read at a time.
     *
     * @throws UnreadableRecord when it is no audit record
     */
    public static StoredEvent read(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecord {
        byte[] version = null;
        byte[] source = null;
        byte[] id = null;
        byte[] type = null;
        byte[] subject = null;
        byte[] time = null;
        for (Header header : record.headers()) {
            switch (header.key()) {
                case CloudEvents.SPEC_VERSION -> version = header.value();
                case CloudEvents.SOURCE -> source = header.value();
                case CloudEvents.ID -> id = header.value();
                case CloudEvents.TYPE -> type = header.value();
                case CloudEvents.SUBJECT -> subject = header.value();
                case CloudEvents.TIME -> time = header.value();
                default -> {}
            }
        }
        return new StoredEvent.Parts(version, source, id, type, subject, time, record.key(), record.value())
                .event(record.partition(), record.offset());
    }
}
