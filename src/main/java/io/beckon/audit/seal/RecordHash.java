package io.beckon.audit.seal;

import io.beckon.records.AuditRecord;
import io.beckon.records.Seal;
import io.beckon.records.StoredEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-256 over all that a record is: id, type, subject, time and data in UTF-8, each after its length in four bytes. Not for use by
 * more than one thread.
 */
public final class RecordHash {

    private final MessageDigest sha256;
    private final byte[] length = new byte[Integer.BYTES];

    public RecordHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What a seal keeps of a record: the first {@value Seal#LEAF_BYTES} bytes. */
    public byte[] leaf(StoredEvent event) {
        return Arrays.copyOf(of(event), Seal.LEAF_BYTES);
    }

    byte[] of(AuditRecord record) {
        return of(StoredEvent.of(record));
    }

    byte[] of(StoredEvent event) {
        add(event.id());
        add(event.type());
        add(event.subject());
        add(event.time());
        add(event.data());
        return sha256.digest();
    }

    private void add(byte[] part) {
        length[0] = (byte) (part.length >>> 24);
        length[1] = (byte) (part.length >>> 16);
        length[2] = (byte) (part.length >>> 8);
        length[3] = (byte) part.length;
        sha256.update(length);
        sha256.update(part);
    }
}
