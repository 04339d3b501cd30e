package io.beckon.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as its bytes are where it is kept, so that its hash can be taken without knowing what is in it. None of the arrays is
 * to be changed.
 *
 * @param time as {@link java.time.Instant#toString} writes it
 * @param partition of the topic; -1 where it comes from no topic
 * @param offset in the partition; -1 where it comes from no topic
 */
public record StoredEvent(
        byte[] id, byte[] type, byte[] subject, byte[] time, byte[] data, int partition, long offset) {

    private static final byte[] VERSION = utf8("1.0");
    private static final byte[] SOURCE = utf8(AuditRecord.SOURCE);

    /** Of one that is in no topic. */
    public static StoredEvent of(AuditRecord record) {
        return new StoredEvent(
                utf8(record.id()),
                utf8(record.type()),
                utf8(record.subject()),
                EventTime.text(record.time()),
                record.data(),
                -1,
                -1);
    }

    /** Where it is kept with something else that no audit event has. */
    public static UnreadableRecord unreadable(String why) {
        return RecordFields.garbled(why);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a record of a topic has of it; {@code null} where it has not. */
    public record Parts(
            byte @Nullable [] version,
            byte @Nullable [] source,
            byte @Nullable [] id,
            byte @Nullable [] type,
            byte @Nullable [] subject,
            byte @Nullable [] time,
            byte @Nullable [] key,
            byte @Nullable [] data) {

        /** @throws UnreadableRecord when it is not all that an audit event has */
        public StoredEvent event(int partition, long offset) throws UnreadableRecord {
            if (!Arrays.equals(version, VERSION) || !Arrays.equals(source, SOURCE)) {
                throw RecordFields.garbled("it is no audit event");
            }
            if (id == null || type == null || subject == null || time == null || data == null) {
                throw RecordFields.garbled("an attribute is missing, or the data");
            }
            if (!Arrays.equals(subject, key)) {
                throw RecordFields.garbled("its key is not its subject");
            }
            return new StoredEvent(id, type, subject, EventTime.canonical(time), data, partition, offset);
        }
    }
}
