package io.beckon.audit.seal;

import io.beckon.audit.EventType;
import io.beckon.records.AuditRecord;
import io.beckon.records.Seal;
import io.beckon.records.SealCodec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The chain of seals over the records of one partition or file: takes each record's leaf in order, and makes a seal when asked. Not
 * for use by more than one thread.
 */
public final class Sealing {

    /** Records that may wait for a seal. */
    public static final int MOST = Seal.MOST_RECORDS;

    /** The subject of seals, and their key. */
    public static final String SUBJECT = "#seal";

    private final String chain;
    private final @Nullable Signer signer;
    private final RecordHash hash = new RecordHash();
    private final byte[] leaves = new byte[MOST * Seal.LEAF_BYTES];
    private final long[] offsets = new long[MOST];
    private int pending;
    private @Nullable SealState state;
    private long lastOffset;

    /**
     * @param chain its name; of a topic's partition, the topic and the partition, such as {@code signaling.audit-3}
     * @param signer {@code null}: seals are not signed, so whoever can write can make them anew
     * @param from the state after the last seal; {@code null}: the chain begins
     */
    public Sealing(String chain, @Nullable Signer signer, @Nullable SealState from) {
        this.chain = chain;
        this.signer = signer;
        this.state = from;
        this.lastOffset = from == null ? -1 : from.lastOffset();
    }

    /**
     * Adds a record.
     *
     * @param leaf see {@link Leaf}
     * @param offset greater than those before
     * @throws IllegalStateException when {@link #MOST} are waiting: a seal must be made first
     */
    public void add(byte[] leaf, long offset) {
        if (pending == MOST) {
            throw new IllegalStateException("a seal is due after " + MOST + " records");
        }
        if (leaf.length != Seal.LEAF_BYTES || offset <= lastOffset) {
            throw new IllegalArgumentException("not the leaf of a record after offset " + lastOffset + ": " + offset);
        }
        System.arraycopy(leaf, 0, leaves, pending * Seal.LEAF_BYTES, Seal.LEAF_BYTES);
        offsets[pending++] = offset;
        lastOffset = offset;
    }

    /** Records since the last seal, at most {@link #MOST}. */
    public int pending() {
        return pending;
    }

    /**
     * Seals the records that wait.
     *
     * @throws IllegalStateException when there are none
     */
    public Sealed seal(Instant now) {
        if (pending == 0) {
            throw new IllegalStateException("nothing to seal");
        }
        Seal seal = new Seal(
                chain,
                state == null ? 1 : state.number() + 1,
                state == null ? "" : state.hash(),
                Arrays.copyOf(offsets, pending),
                Arrays.copyOf(leaves, pending * Seal.LEAF_BYTES),
                signer == null ? null : signer.keyId(),
                null);
        AuditRecord record = record(seal, now);
        if (signer != null) {
            record = record(seal.signed(signer.sign(hash.of(record))), now);
        }
        SealState next = SealState.of(seal.number(), HexFormat.of().formatHex(hash.of(record)), lastOffset);
        pending = 0;
        state = next;
        return new Sealed(record, next);
    }

    /** Whose data is the seal. What is signed is the hash of this, of a seal without its signature. */
    static AuditRecord record(Seal seal, Instant time) {
        return new AuditRecord(
                id(seal.chain(), seal.number()), EventType.SEALED, SUBJECT, time, SealCodec.encode(seal));
    }

    static String id(String chain, long number) {
        return chain + "-seal-" + number;
    }

    /**
     * A seal.
     *
     * @param record to be appended to the records that it is about
     * @param state to go on from, once it is
     */
    public record Sealed(AuditRecord record, SealState state) {}
}
