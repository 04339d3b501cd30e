package io.beckon.transport;

/** An answer that its client does not read. */
public final class UnreadAnswer {

    /** What it takes of memory at most: more of it is not handed over before some of it was read. */
    public static final int MOST_BYTES = 24 * 1024;

    private UnreadAnswer() {}
}
