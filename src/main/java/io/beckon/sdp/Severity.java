package io.beckon.sdp;

/** What follows from a {@link Rule} for the one who breaks it. */
public enum Severity {
    /** The text is not relayed. */
    REFUSED("refused"),
    /** It is relayed, but some receivers in use refuse or ignore it, or are the weaker for it. */
    WARNING("warning"),
    /** It is relayed, and receivers in use take it although an RFC says otherwise. */
    TOLERATED("note"),
    /** It is not looked at. */
    UNREAD("unread");

    private final String wireName;

    Severity(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
