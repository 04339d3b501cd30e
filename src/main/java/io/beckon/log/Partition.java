package io.beckon.log;

import io.beckon.room.RoomKey;

/** Which partition a room's records are in: murmur2 of its key, as Kafka's own partitioner has it. */
public final class Partition {

    /** The position of a partition's first record. */
    public static final long FIRST = 1;

    private Partition() {}

    public static int of(RoomKey room, int partitions) {
        return (room.textHash() & 0x7fffffff) % partitions;
    }
}
