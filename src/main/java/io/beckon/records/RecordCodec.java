package io.beckon.records;

import io.beckon.room.Proposal;

/**
 * Proposals as records of the log. Whoever reads them may be older or newer than who wrote them: attributes that it does not
 * know are passed over. Safe for use by any number of threads.
 */
public final class RecordCodec {

    /**
     * A proposal in bytes.
     *
     * @param type names its kind and version, as a CloudEvents type
     * @param attributes JSON: all that applying it needs
     * @param data JSON: what its receivers get, or {@code {}}; not to be changed
     */
    public record Encoded(String type, byte[] attributes, byte[] data) {}

    public Encoded encode(Proposal proposal) {
        return new Encoded(
                ProposalKind.of(proposal).type(),
                ProposalWriter.attributes(proposal),
                ProposalWriter.data(proposal).utf8());
    }

    /**
     * Takes the array {@code data} over, unread: that it is JSON was checked before it was written.
     *
     * @throws UnreadableRecord when this version cannot
     */
    public Proposal decode(String type, byte[] attributes, byte[] data) throws UnreadableRecord {
        ProposalKind kind = ProposalKind.byType(type);
        if (kind == null) {
            throw new UnreadableRecord(UnreadableRecord.Kind.UNKNOWN_TYPE, type);
        }
        return ProposalReader.read(kind, RecordFields.read(attributes), data);
    }
}
