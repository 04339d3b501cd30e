package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.RoomKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected values are those of the partitioner of Kafka's own client, 4.0.0. */
class PartitionTest {

    @Test
    void thePartitionIsThatOfKafka() {
        assertEquals(38, Partition.of(new RoomKey("default", "r"), 64));
        assertEquals(6, Partition.of(new RoomKey("default", "r"), 8));
        assertEquals(46, Partition.of(new RoomKey("acme", "daily stand-up"), 64));
        assertEquals(34, Partition.of(new RoomKey("default", "会议室"), 64));
        assertEquals(24, Partition.of(new RoomKey("tenant-17", "0123456789abcdef0123456789abcdef"), 64));
    }

    @Test
    void roomsSpreadOverAllPartitions() {
        int[] rooms = new int[64];
        IntStream.range(0, 6400).forEach(i -> rooms[Partition.of(new RoomKey("default", "room-" + i), 64)]++);
        IntStream.of(rooms).forEach(count -> assertTrue(count > 50 && count < 160, "uneven: " + count));
    }
}
