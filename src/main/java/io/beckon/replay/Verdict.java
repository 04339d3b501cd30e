package io.beckon.replay;

import io.beckon.log.Checkpoint;
import io.beckon.log.Partition;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the log leads to what the checkpoint has.
 *
 * @param first the offset from which on the log is kept
 * @param checkpoint the offset before which the checkpoint ends
 * @param differences empty unless they differ
 */
public record Verdict(Kind kind, long first, long checkpoint, List<String> differences) {

    /** What comparing can come to. */
    public enum Kind {
        SAME,
        DIFFERENT,
        /** There is nothing to compare with. */
        NO_CHECKPOINT,
        /** Records of the room are no longer kept, so that nothing follows from a difference. */
        IN_THE_MIDDLE,
        /** What differs is from before the records that are kept, or may follow from what was before. */
        OLDER
    }

    /** @param first the first position that is kept of the log that was replayed */
    public static Verdict of(RoomReplay replay, RoomKey room, Checkpoint checkpoint, long first) {
        RoomSnapshot kept = snapshot(checkpoint, room);
        List<String> differences = Comparison.differences(replay.there(), kept);
        Kind kind = kind(replay, kept, checkpoint, first, differences.isEmpty());
        return new Verdict(
                kind,
                first - Partition.FIRST,
                checkpoint.next() - Partition.FIRST,
                kind == Kind.DIFFERENT ? differences : List.of());
    }

    private static Kind kind(
            RoomReplay replay, @Nullable RoomSnapshot kept, Checkpoint checkpoint, long first, boolean isSame) {
        boolean mayBeOlder = first > Partition.FIRST;
        boolean isUnknown = mayBeOlder && !replay.isReset();
        BeforeTheLog before = new BeforeTheLog(first);
        if (mayBeOlder && replay.startsInTheMiddle() || isUnknown && before.hasMember(kept)) {
            return Kind.IN_THE_MIDDLE;
        }
        if (kept == null && checkpoint.next() <= first) {
            return Kind.NO_CHECKPOINT;
        }
        if (isSame) {
            return Kind.SAME;
        }
        boolean isOlder = replay.strangers().wereIn(kept)
                || before.hasCause(kept)
                || BeforeTheLog.hangsOnOthers(replay.there(), kept, checkpoint.next())
                || Comparison.differences(before.without(replay.there()), before.without(kept))
                        .isEmpty();
        return isUnknown && isOlder ? Kind.OLDER : Kind.DIFFERENT;
    }

    /** The room in a checkpoint; {@code null} if it is not there. */
    private static @Nullable RoomSnapshot snapshot(Checkpoint checkpoint, RoomKey room) {
        return checkpoint.rooms().stream()
                .filter(snapshot -> snapshot.key().equals(room))
                .findFirst()
                .orElse(null);
    }

    /** For people, a line each. */
    public List<String> lines() {
        return switch (kind) {
            case SAME -> List.of("The checkpoint at offset " + checkpoint + " has the same state.");
            case DIFFERENT -> different();
            case NO_CHECKPOINT -> List.of("There is no checkpoint to compare with.");
            case IN_THE_MIDDLE ->
                List.of("The room is older than the log, which is kept from offset " + first
                        + " on: this starts in the middle, and nothing is proved.");
            case OLDER ->
                List.of("The checkpoint at offset " + checkpoint + " differs in what was before offset " + first
                        + ", from which on the log is kept, or may follow from that: nothing is proved.");
        };
    }

    private List<String> different() {
        List<String> lines = new ArrayList<>();
        lines.add("The checkpoint at offset " + checkpoint + " differs from what the log leads to:");
        differences.forEach(difference -> lines.add("  " + difference));
        if (first > 0) {
            lines.add("The log is kept from offset " + first + " on; what was before may be why.");
        }
        return lines;
    }
}
