package io.beckon.log;

import io.beckon.room.Murmur2;
import io.beckon.room.RoomKey;

/** Which partition records are in: murmur2 of their key, as Kafka's own partitioner has it. */
public final class Partition {

    /** The position of a partition's first record. */
    public static final long FIRST = 1;

    private Partition() {}

    public static int of(RoomKey room, int partitions) {
        return of(room.textHash(), partitions);
    }

    /** @param partitions those that are read; the topic may have more */
    public static int of(byte[] key, int partitions) {
        return of(Murmur2.of(key), partitions);
    }

    private static int of(int hash, int partitions) {
        return (hash & Integer.MAX_VALUE) % partitions;
    }
}
