package io.beckon.log;

import io.beckon.room.RoomKey;
import java.nio.charset.StandardCharsets;

/** Which partition a room's records are in: murmur2 of its key, as Kafka's own partitioner has it. */
public final class Partition {

    /** The position of a partition's first record. */
    public static final long FIRST = 1;

    private static final int SEED = 0x9747b28c;
    private static final int MIX = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Partition() {}

    public static int of(RoomKey room, int partitions) {
        return (murmur2(room.toString().getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % partitions;
    }

    static int murmur2(byte[] data) {
        int hash = SEED ^ data.length;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int word = (data[i] & 0xff)
                    | (data[i + 1] & 0xff) << 8
                    | (data[i + 2] & 0xff) << 16
                    | (data[i + 3] & 0xff) << 24;
            word *= MIX;
            word ^= word >>> SHIFT;
            word *= MIX;
            hash = hash * MIX ^ word;
        }
        for (int i = data.length - 1; i >= whole; i--) {
            hash ^= (data[i] & 0xff) << 8 * (i - whole);
        }
        if (whole < data.length) {
            hash *= MIX;
        }
        hash ^= hash >>> 13;
        hash *= MIX;
        return hash ^ hash >>> 15;
    }
}
