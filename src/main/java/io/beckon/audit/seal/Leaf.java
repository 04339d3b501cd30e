package io.beckon.audit.seal;

import io.beckon.records.AuditRecord;
import io.beckon.records.Seal;
import io.beckon.records.StoredEvent;
import java.util.Arrays;

/** What a seal keeps of a record: the first {@value Seal#LEAF_BYTES} bytes of the hash of its content. */
public final class Leaf {

    private Leaf() {}

    public static byte[] of(AuditRecord record) {
        return Arrays.copyOf(new RecordHash().of(record), Seal.LEAF_BYTES);
    }

    /** The same of what was stored. */
    public static byte[] of(StoredEvent event) {
        return Arrays.copyOf(new RecordHash().of(event), Seal.LEAF_BYTES);
    }
}
