package io.beckon.telemetry;

/** How a traced negotiation ended. */
enum NegotiationOutcome {
    ANSWERED("answered", true, false),
    REJECTED("rejected", false, true),
    TIMEOUT("timeout", false, true),
    ROLLED_BACK("rolled-back", false, false),
    /** Its offer has yielded to one that crossed it. */
    GLARE("glare", false, false),
    /** By another offer of the same side. */
    REPLACED("replaced", false, false),
    /** The offerer, or the one who was offered to, is gone. */
    LEFT("left", false, false),
    ROOM_CLOSED("room-closed", false, false),
    /** The room has not accepted the offer. */
    REFUSED("refused", false, true),
    /** The room had the offer before. */
    RESENT("resent", false, false),
    /** What became of it is not known here. */
    UNKNOWN("unknown", false, true);

    private final String text;
    private final boolean good;
    private final boolean bad;

    NegotiationOutcome(String text, boolean good, boolean bad) {
        this.text = text;
        this.good = good;
        this.bad = bad;
    }

    String text() {
        return text;
    }

    /** What everybody wants. */
    boolean isGood() {
        return good;
    }

    /** What somebody may want to look into. */
    boolean isBad() {
        return bad;
    }
}
