package io.beckon.audit.seal;

import org.jspecify.annotations.Nullable;

/**
 * Where a record was found, or should have been.
 *
 * @param partition of the topic; -1 where there is none
 * @param offset in the partition; -1 where it is not known
 * @param file {@code null}: none, it was read from a topic
 * @param line in the file, from 1 on; 0 without a file
 */
public record Spot(int partition, long offset, @Nullable String file, long line) {

    public static Spot inTopic(int partition, long offset) {
        return new Spot(partition, offset, null, 0);
    }

    public static Spot inFile(String file, long line) {
        return new Spot(-1, -1, file, line);
    }

    Spot at(long anotherOffset) {
        return new Spot(partition, partition < 0 ? -1 : anotherOffset, file, line);
    }

    /** For people. */
    @Override
    public String toString() {
        String inPartition = "partition " + partition + ", offset " + offset;
        if (file == null) {
            return inPartition;
        }
        String inFile = line == 0 ? file : file + ", line " + line;
        return partition < 0 ? inFile : inFile + " (" + inPartition + ")";
    }
}
