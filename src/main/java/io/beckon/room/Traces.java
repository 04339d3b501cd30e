package io.beckon.room;

/** What is remembered of what is over, and for how long. */
final class Traces {

    /** Nothing has to be remembered. */
    static final long NONE = -1;

    /** How many records of the partition they last. */
    static final int RECORDS_REMEMBERED = 4096;

    private Traces() {}
}
