package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.beckon.kafka.Offsets;
import io.beckon.log.Partition;
import io.beckon.records.Watermark;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A checkpoint that may have been read while the log cleaner was at it. */
class CheckpointsTest {

    private static final KeptParts WITHOUT = new KeptParts(null, Map.of());
    private static final KeptParts WITH = new KeptParts(new Watermark(7, "topic", 1), Map.of());

    private final ArrayDeque<KeptParts> there = new ArrayDeque<>(List.of(WITHOUT, WITH));

    private KeptParts read(long first) {
        return Checkpoints.whole(there::remove, () -> new Offsets.Range(first, 100));
    }

    @Test
    void withoutAWatermarkItIsReadAgainIfTheLogHasBeenCut() {
        assertSame(WITH, read(Partition.FIRST + 1));
    }

    @Test
    void aLogThatIsWholeNeedsNone() {
        assertSame(WITHOUT, read(Partition.FIRST));
    }

    @Test
    void whereThereIsNoneItIsNotReadForEver() {
        there.addFirst(WITHOUT);
        assertSame(WITHOUT, read(Partition.FIRST + 1));
        assertEquals(List.of(WITH), List.copyOf(there));
    }
}
