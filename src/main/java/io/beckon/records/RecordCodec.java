package io.beckon.records;

import io.beckon.room.Proposal;
import org.jspecify.annotations.Nullable;

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

    /** One that is not traced. */
    public Proposal decode(String type, byte[] attributes, byte[] data) throws UnreadableRecord {
        return decode(type, attributes, data, null);
    }

    /**
     * Takes the array {@code data} over, unread: that it is JSON was checked before it was written.
     *
     * @param traceparent where it stands in a trace, as the record says beside its attributes; {@code null} if it does not
     * @throws UnreadableRecord when this version cannot
     */
    public Proposal decode(String type, byte[] attributes, byte[] data, @Nullable String traceparent)
            throws UnreadableRecord {
        ProposalKind kind = ProposalKind.byType(type);
        if (kind == null) {
            throw new UnreadableRecord(UnreadableRecord.Kind.UNKNOWN_TYPE, type);
        }
        return ProposalReader.read(
                kind, RecordFields.read(attributes).with(StateFields.TRACEPARENT, traceparent), data);
    }
}
