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
    private final boolean cutOff;

    UnreadableRecord(Kind kind, String message) {
        this(kind, message, false);
    }

    private UnreadableRecord(Kind kind, String message, boolean cutOff) {
        super(message, null, false, false);
        this.kind = kind;
        this.cutOff = cutOff;
    }

    static UnreadableRecord endsEarly() {
        return new UnreadableRecord(Kind.GARBLED, "it ends early", true);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether there is nothing wrong with it but that it ends before it is whole. */
    public boolean isCutOff() {
        return cutOff;
    }
}
