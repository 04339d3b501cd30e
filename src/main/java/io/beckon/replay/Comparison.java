package io.beckon.replay;

import io.beckon.audit.PcName;
import io.beckon.room.PartName;
import io.beckon.room.RoomPart;
import io.beckon.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the log leads to the state that a checkpoint has of a room. */
public final class Comparison {

    private Comparison() {}

    /**
     * The parts in which they differ, in words; empty when they are the same.
     *
     * @param replayed the state that the log leads to; {@code null}: there is no such room
     * @param kept that of the checkpoint
     */
    public static List<String> differences(@Nullable RoomSnapshot replayed, @Nullable RoomSnapshot kept) {
        Map<PartName, RoomPart> left = parts(kept);
        List<String> differences = new ArrayList<>();
        if (replayed != null) {
            for (RoomPart part : replayed.parts()) {
                RoomPart other = left.remove(part.name());
                if (other == null) {
                    differences.add(words(part) + " is not in the checkpoint");
                } else if (!other.equals(asWritten(part, other))) {
                    differences.add(words(part) + " is another in the checkpoint");
                }
            }
        }
        left.values().forEach(part -> differences.add(words(part) + " is only in the checkpoint"));
        return List.copyOf(differences);
    }

    /** An older version has not written whose receipts those of one who has left are. */
    private static RoomPart asWritten(RoomPart replayed, RoomPart kept) {
        return replayed instanceof RoomPart.Departed left
                        && kept instanceof RoomPart.Departed written
                        && written.receipts().owner() == null
                ? new RoomPart.Departed(left.session(), left.receipts().of(null))
                : replayed;
    }

    private static Map<PartName, RoomPart> parts(@Nullable RoomSnapshot room) {
        Map<PartName, RoomPart> parts = new HashMap<>();
        if (room != null) {
            room.parts().forEach(part -> parts.put(part.name(), part));
        }
        return parts;
    }

    private static String words(RoomPart part) {
        return switch (part) {
            case RoomPart.Head head -> "the room as a whole";
            case RoomPart.Seat seat ->
                "participant " + seat.member().participant().peer();
            case RoomPart.Negotiated(var it) ->
                "the negotiation of " + it.first() + " and " + it.second()
                        + (it.pc().isEmpty() ? "" : " for " + new PcName(it.pc()));
            case RoomPart.Departed departed -> "what is remembered of session " + departed.session();
        };
    }
}
