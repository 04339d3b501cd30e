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

        /** Its name in events, and what the ids of those begin with that follow from it. */
        public String word() {
            return word;
        }
    }
}
