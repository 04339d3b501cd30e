package io.beckon.replay;

import io.beckon.log.Checkpoint;
import io.beckon.log.Partition;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.Seq;
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
        IN_THE_MIDDLE
    }

    /** @param first the first position that is kept of the log that was replayed */
    public static Verdict of(RoomReplay replay, RoomKey room, Checkpoint checkpoint, long first) {
        RoomSnapshot kept = snapshot(checkpoint, room);
        List<String> differences = Comparison.differences(replay.there(), kept);
        Kind kind;
        if (first > Partition.FIRST && (replay.startsInTheMiddle() || isOlder(kept, first))) {
            kind = Kind.IN_THE_MIDDLE;
        } else if (isNone(checkpoint, first)) {
            kind = Kind.NO_CHECKPOINT;
        } else {
            kind = differences.isEmpty() ? Kind.SAME : Kind.DIFFERENT;
        }
        return new Verdict(
                kind,
                first - Partition.FIRST,
                checkpoint.next() - Partition.FIRST,
                kind == Kind.DIFFERENT ? differences : List.of());
    }

    /** The room in a checkpoint; {@code null} if it is not there. */
    private static @Nullable RoomSnapshot snapshot(Checkpoint checkpoint, RoomKey room) {
        return checkpoint.rooms().stream()
                .filter(snapshot -> snapshot.key().equals(room))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOlder(@Nullable RoomSnapshot kept, long first) {
        return kept != null && kept.members().stream().anyMatch(member -> Seq.position(member.joined()) < first);
    }

    private static boolean isNone(Checkpoint checkpoint, long first) {
        return checkpoint.next() <= first && checkpoint.rooms().isEmpty();
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
