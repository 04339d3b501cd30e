package io.beckon.sdp;

/** The role of a session description in an exchange (RFC 9429 section 3.2). A rollback is none: it has no text. */
public enum DescriptionType {
    OFFER("offer"),
    PRANSWER("pranswer"),
    ANSWER("answer");

    private final String wireName;

    DescriptionType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether it answers an offer, provisionally or not. */
    public boolean isAnswer() {
        return this != OFFER;
    }
}
