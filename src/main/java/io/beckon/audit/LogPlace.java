package io.beckon.audit;

/**
 * A record of a log.
 *
 * @param log which one
 * @param offset of the record in its partition, from 0 on
 */
public record LogPlace(Log log, int partition, long offset) {

    /** The logs that facts follow from. */
    public enum Log {
        EVENTS("events"),
        CALLS("calls");

        private final String word;

        Log(String word) {
            this.word = word;
        }

        /** What the ids of events begin with that follow from it. */
        String word() {
            return word;
        }
    }
}
