package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.records.AuditRecord;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.util.Arrays;
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
     * The event of a record. Its headers are gone through once: millions are read at a time. What is no attribute of an event may stand
     * beside them, such as where the record is in a trace.
     *
     * @throws UnreadableRecord when it is no audit record, or has attributes that none has, or one twice
     */
    public static StoredEvent read(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecord {
        byte[] version = null;
        byte[] source = null;
        byte[] id = null;
        byte[] type = null;
        byte[] subject = null;
        byte[] time = null;
        byte[] contentType = null;
        byte[] contentTypeAttribute = null;
        for (Header header : record.headers()) {
            switch (header.key()) {
                case CloudEvents.SPEC_VERSION -> version = once(version, header);
                case CloudEvents.SOURCE -> source = once(source, header);
                case CloudEvents.ID -> id = once(id, header);
                case CloudEvents.TYPE -> type = once(type, header);
                case CloudEvents.SUBJECT -> subject = once(subject, header);
                case CloudEvents.TIME -> time = once(time, header);
                case CloudEvents.CONTENT_TYPE -> contentType = once(contentType, header);
                case CloudEvents.CONTENT_TYPE_ATTRIBUTE -> contentTypeAttribute = once(contentTypeAttribute, header);
                default -> passOver(header);
            }
        }
        if (!isJson(contentType) || contentTypeAttribute != null && !isJson(contentTypeAttribute)) {
            throw StoredEvent.unreadable("its content type is no audit event's");
        }
        return new StoredEvent.Parts(version, source, id, type, subject, time, record.key(), record.value())
                .event(record.partition(), record.offset());
    }

    private static byte[] once(byte @Nullable [] before, Header header) throws UnreadableRecord {
        byte[] value = header.value();
        if (value == null) {
            throw StoredEvent.unreadable("it has an attribute without a value");
        }
        if (before != null) {
            throw StoredEvent.unreadable("it has an attribute twice");
        }
        return value;
    }

    private static boolean isJson(byte @Nullable [] contentType) {
        return Arrays.equals(contentType, CloudEvents.JSON);
    }

    private static void passOver(Header header) throws UnreadableRecord {
        if (header.key().startsWith(CloudEvents.PREFIX)) {
            throw StoredEvent.unreadable("it has an attribute that no audit event has");
        }
    }
}
