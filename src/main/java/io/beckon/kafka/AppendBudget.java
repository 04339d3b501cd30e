package io.beckon.kafka;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** How much may be on its way into the log: appended, and neither taken nor failed. Safe for use by several threads. */
final class AppendBudget {

    private static final int OVERHEAD_BYTES = 500;

    private final int maxRecords;
    private final long maxBytes;
    private int records;
    private long bytes;

    AppendBudget(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** How many are on their way. */
    synchronized int records() {
        return records;
    }

    synchronized boolean take(int size) {
        if (records >= maxRecords || bytes + size > maxBytes) {
            return false;
        }
        records++;
        bytes += size;
        return true;
    }

    synchronized void giveBack(int size) {
        records--;
        bytes -= size;
        if (records == 0) {
            notifyAll();
        }
    }

    /** Waits until nothing is on its way any more, or the time is over. */
    synchronized void awaitEmpty(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis;
                records > 0 && left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(left);
        }
    }

    /** About how much memory a record takes while it waits. */
    static int size(ProducerRecord<byte[], byte[]> record) {
        int size = OVERHEAD_BYTES + record.key().length + record.value().length;
        for (Header header : record.headers()) {
            size += header.value().length;
        }
        return size;
    }

    /** The same of an event with a key and a value. */
    static int size(String key, byte[] value) {
        return OVERHEAD_BYTES + key.length() + value.length;
    }
}
