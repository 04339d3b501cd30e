package io.beckon.audit.seal;

import io.beckon.records.Seal;
import io.beckon.records.StoredEvent;

/** What a seal keeps of a stored record: the first {@value Seal#LEAF_BYTES} bytes of the hash of its content. */
public final class Leaf {

    private Leaf() {}

    public static byte[] of(StoredEvent event) {
        return new RecordHash().leaf(event);
    }
}
