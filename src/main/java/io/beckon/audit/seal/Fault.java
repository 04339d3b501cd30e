package io.beckon.audit.seal;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was sealed.
 *
 * @param at where; of what is missing, where it should be
 * @param event its id; {@code null} where it is not known, as of what is missing
 * @param words for people, as the end of a sentence that begins with the place
 */
public record Fault(Kind kind, Spot at, @Nullable String event, String words) {

    /** What happened. */
    public enum Kind {
        /** Another record stands where the sealed one should. */
        CHANGED,
        /** A sealed record is missing. */
        REMOVED,
        /** No seal knows the record. */
        INSERTED,
        /** A sealed record is at another place. */
        REORDERED,
        /** It cannot be read as a record at all. */
        UNREADABLE,
        /** A seal is not as it was made. */
        SEAL_CHANGED,
        /** A number is missing in the chain of seals. */
        SEAL_REMOVED,
        /** A seal is there a second time. */
        SEAL_INSERTED,
        /** The key of a signature is none of those given. */
        FOREIGN_KEY,
        /** A seal without a signature follows one with a signature. */
        UNSIGNED,
        /** Too many records without a seal to compare them, or records before the first seal that it does not know. */
        UNSEALED,
        /** The seal that was expected to be in the chain is not. */
        NOT_FOUND
    }
}
