package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.beckon.kafka.Offsets;
import io.beckon.records.UnreadableRecord;
import io.beckon.records.Watermark;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a keeper begins. */
class HandOverTest {

    private static final String TOPIC = "this-one";
    private static final Offsets.Range WHOLE = new Offsets.Range(1, 101);
    private static final Offsets.Range TRIMMED = new Offsets.Range(51, 101);

    private static KeptParts kept(String topicId, long offset) {
        return new KeptParts(new Watermark(offset, topicId, 1000), Map.of());
    }

    private static final KeptParts NOTHING = new KeptParts(null, Map.of());

    private static HandOver patiently(@Nullable Long committed, KeptParts kept, Offsets.Range log)
            throws UnreadableRecord {
        return HandOver.of(committed, kept, TOPIC, log, true);
    }

    private static HandOver inTheEnd(@Nullable Long committed, KeptParts kept, Offsets.Range log)
            throws UnreadableRecord {
        return HandOver.of(committed, kept, TOPIC, log, false);
    }

    @Test
    void aGroupWithoutOffsetAndCheckpointBeginsWithTheLog() throws UnreadableRecord {
        assertEquals(new HandOver.BeginAnew(0, Set.of()), patiently(null, NOTHING, WHOLE));
        assertInstanceOf(HandOver.Reset.class, patiently(null, NOTHING, TRIMMED));
    }

    @Test
    void aCheckpointThatFitsTheOffsetIsGoneOnFrom() throws UnreadableRecord {
        assertEquals(new HandOver.GoOn(60, 60, List.of()), patiently(60L, kept(TOPIC, 60), TRIMMED));
        assertEquals(new HandOver.GoOn(50, 50, List.of()), patiently(50L, kept(TOPIC, 50), TRIMMED));
        assertEquals(new HandOver.GoOn(100, 100, List.of()), patiently(null, kept(TOPIC, 100), TRIMMED));
        assertEquals(new HandOver.GoOn(61, 61, List.of()), patiently(60L, kept(TOPIC, 61), TRIMMED));
    }

    @Test
    void aCheckpointBehindTheOffsetIsWaitedForAndTrustedInTheEndButNothingIsProjectedTwice() throws UnreadableRecord {
        assertInstanceOf(HandOver.NotYet.class, patiently(61L, kept(TOPIC, 60), TRIMMED));
        assertEquals(new HandOver.GoOn(60, 61, List.of()), inTheEnd(61L, kept(TOPIC, 60), TRIMMED));
        assertInstanceOf(HandOver.NotYet.class, patiently(61L, NOTHING, WHOLE));
        assertEquals(new HandOver.BeginAnew(61, Set.of()), inTheEnd(61L, NOTHING, WHOLE));
    }

    @Test
    void aCheckpointThatDoesNotReachTheLogIsOfNoUse() throws UnreadableRecord {
        assertEquals(
                new HandOver.Reset(49, Set.of()),
                patiently(49L, kept(TOPIC, 49), TRIMMED),
                "so that what is missed can be counted");
        assertInstanceOf(HandOver.Reset.class, patiently(101L, kept(TOPIC, 101), TRIMMED));
        assertEquals(new HandOver.BeginAnew(101, Set.of()), patiently(101L, kept(TOPIC, 101), WHOLE));
    }

    @Test
    void aCheckpointOfAnotherTopicIsBuried() throws UnreadableRecord {
        KeptParts other = new KeptParts(new Watermark(60, "the-old-one", 1000), Map.of("default/r", new byte[0]));
        assertEquals(new HandOver.BeginAnew(0, Set.of("default/r")), patiently(60L, other, WHOLE));
        assertEquals(new HandOver.Reset(50, Set.of("default/r")), patiently(null, other, TRIMMED));
    }
}
