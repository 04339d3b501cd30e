package io.beckon.kafka.keeper;

import io.beckon.kafka.Offsets;
import io.beckon.log.Partition;
import io.beckon.records.CheckpointCodec;
import io.beckon.records.UnreadableRecord;
import io.beckon.records.Watermark;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;
import io.beckon.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the checkpoints of one partition hold: all of it was committed at once, or before.
 *
 * @param watermark {@code null} when there is none
 * @param parts by their keys
 */
record KeptParts(@Nullable Watermark watermark, Map<String, byte[]> parts) {

    /** @throws UnreadableRecord when one is not what this version would have written */
    List<RoomSnapshot> rooms(CheckpointCodec codec) throws UnreadableRecord {
        Map<RoomKey, List<RoomPart>> byRoom = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            CheckpointCodec.Entry entry = codec.decode(part.getKey(), part.getValue());
            byRoom.computeIfAbsent(entry.room(), room -> new ArrayList<>()).add(entry.part());
        }
        return byRoom.entrySet().stream()
                .map(room -> RoomSnapshot.of(room.getKey(), room.getValue()))
                .toList();
    }

    /** Whether this is the state of the log as it is now, before some offset that the log still has. */
    boolean fits(String topicId, Offsets.Range log) {
        return watermark != null
                && watermark.topicId().equals(topicId)
                && position(watermark) >= log.first()
                && position(watermark) <= log.end();
    }

    static long position(Watermark watermark) {
        return watermark.offset() + Partition.FIRST;
    }
}
