package io.beckon.kafka.keeper;

/** How much was taken since the last transaction. One that is full is committed without waiting for the interval. */
final class Batch {

    static final int MOST_RECORDS = 10_000;

    /** That are to be written for them. */
    static final int MOST_BYTES = 4 << 20;

    private int records;
    private int bytes;

    /** @param written for one more record */
    void add(int written) {
        records++;
        bytes += written;
    }

    boolean isFull() {
        return records >= MOST_RECORDS || bytes >= MOST_BYTES;
    }

    void clear() {
        records = 0;
        bytes = 0;
    }
}
