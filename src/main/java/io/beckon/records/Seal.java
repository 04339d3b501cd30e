package io.beckon.records;

import org.jspecify.annotations.Nullable;

/**
 * What a seal says: which records, with which content, a chain has had since the seal before.
 *
 * @param chain its name, such as that of a topic's partition
 * @param number of the seal in its chain, from 1 on without a gap
 * @param previous SHA-256 of the seal before, as hexadecimal digits; empty in the first
 * @param offsets of the records in the chain, rising, at least one; not to be changed
 * @param leaves one for each record, {@value #LEAF_BYTES} bytes, in the same order; not to be changed
 * @param key identifies the key of the signature; {@code null} without a signature
 * @param signature Ed25519 (RFC 8032) over everything else; {@code null} without a signature, and while it is not signed yet
 */
public record Seal(
        String chain,
        long number,
        String previous,
        long[] offsets,
        byte[] leaves,
        @Nullable String key,
        byte @Nullable [] signature) {

    /** Of one record. */
    public static final int LEAF_BYTES = 16;

    /** Records that one seal may be about. */
    public static final int MOST_RECORDS = 1_000;

    public int records() {
        return offsets.length;
    }

    public long first() {
        return offsets[0];
    }

    public long last() {
        return offsets[offsets.length - 1];
    }

    /** The same, without its signature: what is signed. */
    public Seal unsigned() {
        return signed(null);
    }

    public Seal signed(byte @Nullable [] by) {
        return new Seal(chain, number, previous, offsets, leaves, key, by);
    }
}
