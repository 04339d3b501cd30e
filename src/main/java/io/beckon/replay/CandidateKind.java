package io.beckon.replay;

/** Types of candidates (RFC 8839 section 5.1), with mDNS names apart from other host candidates. */
public enum CandidateKind {
    HOST("host"),
    MDNS("mDNS"),
    SRFLX("srflx"),
    PRFLX("prflx"),
    RELAY("relay"),
    UNREADABLE("unreadable");

    private final String word;

    CandidateKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether it is an address of the machine itself. */
    boolean isLocal() {
        return this == HOST || this == MDNS;
    }
}
