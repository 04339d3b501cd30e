package io.beckon.benchmark.load;

/** The three messages that a signaling server relays. */
enum Kind {
    OFFER,
    ANSWER,
    CANDIDATE;

    private static final Kind[] ALL = values();

    static Kind of(long ordinal) {
        return ALL[(int) ordinal];
    }
}
