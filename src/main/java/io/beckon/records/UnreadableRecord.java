package io.beckon.records;

/** A record of the log that this version cannot turn into a proposal. */
public final class UnreadableRecord extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is the matter with it. */
    public enum Kind {
        /** Its bytes are not what its type says: nobody can read it. */
        GARBLED,
        /** Its type is of a later version: another node may well read it. */
        UNKNOWN_TYPE
    }

    private final Kind kind;

    UnreadableRecord(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
