package io.beckon.protocol;

import io.beckon.room.Proposal;

/** Proposals as records of the log. */
public final class RecordCodec {

    /**
     * A proposal in bytes.
     *
     * @param type names its kind and version, as a CloudEvents type
     * @param attributes JSON: all that applying it needs
     * @param data JSON: what its receivers get, or {@code {}}
     */
    public record Encoded(String type, byte[] attributes, byte[] data) {}

    public Encoded encode(Proposal proposal) {
        throw new UnsupportedOperationException(proposal.toString());
    }

    /** @throws UnreadableRecord when this version cannot */
    public Proposal decode(String type, byte[] attributes, byte[] data) throws UnreadableRecord {
        throw new UnreadableRecord(UnreadableRecord.Kind.UNKNOWN_TYPE, type);
    }
}
