package io.beckon.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.log.Checkpoint;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {

    /** Three records, of which the checkpoint has two. */
    private final Story story =
            new Story(3, Instant.EPOCH).join("anna").join("ben").leave("ben");

    private static RoomSnapshot snapshot(Story story) {
        story.ladder();
        return Objects.requireNonNull(story.replay.there());
    }

    private static Checkpoint checkpoint(long next, @Nullable RoomSnapshot room) {
        return new Checkpoint(next, next + 1, room == null ? List.of() : List.of(room));
    }

    private Verdict verdict(Story of, Checkpoint checkpoint, long first) {
        of.ladder();
        return Verdict.of(of.replay, Story.ROOM, checkpoint, first);
    }

    @Test
    void theStateAtTheCheckpointIsComparedNotTheLatest() {
        RoomSnapshot two = snapshot(new Story().join("anna").join("ben"));
        Verdict verdict = verdict(story, checkpoint(3, two), 1);
        assertEquals(Verdict.Kind.SAME, verdict.kind());
        assertEquals(List.of("The checkpoint at offset 2 has the same state."), verdict.lines());
    }

    @Test
    void whatDiffersIsSaid() {
        RoomSnapshot other =
                snapshot(new Story().join("anna").message("anna", null).join("cleo"));
        assertEquals(
                List.of(
                        "The checkpoint at offset 2 differs from what the log leads to:",
                        "  participant p-anna is another in the checkpoint",
                        "  participant p-ben is not in the checkpoint",
                        "  participant p-cleo is only in the checkpoint"),
                verdict(story, checkpoint(3, other), 1).lines());
    }

    @Test
    void aRoomThatTheCheckpointDoesNotHave() {
        Verdict verdict = verdict(story, checkpoint(3, null), 1);
        assertEquals(Verdict.Kind.DIFFERENT, verdict.kind());
        assertEquals(
                2,
                verdict.differences().stream()
                        .filter(words -> words.startsWith("participant"))
                        .count());
    }

    @Test
    void withoutACheckpointNothingIsProved() {
        Verdict verdict = verdict(story, checkpoint(1, null), 1);
        assertEquals(Verdict.Kind.NO_CHECKPOINT, verdict.kind());
    }

    @Test
    void aLogThatBeginsAfterTheRoomProvesNothing() {
        RoomSnapshot old = snapshot(new Story().join("anna").join("ben"));
        Story rest = new Story(12, Instant.EPOCH).at(11).join("cleo");
        assertEquals(
                Verdict.Kind.IN_THE_MIDDLE,
                verdict(rest, checkpoint(12, old), 10).kind(),
                "the checkpoint has older members");
        Story middle = new Story(12, Instant.EPOCH).at(11).message("anna", null);
        Verdict verdict = verdict(middle, checkpoint(12, null), 10);
        assertEquals(Verdict.Kind.IN_THE_MIDDLE, verdict.kind(), "nobody speaks first");
        assertEquals(
                List.of("The room is older than the log, which is kept from offset 9 on: this starts in the middle,"
                        + " and nothing is proved."),
                verdict.lines());
    }

    @Test
    void aRoomThatBeganLaterIsProvedThoughTheLogHasLostItsBeginning() {
        Story late = new Story(12, Instant.EPOCH).at(11).join("anna");
        RoomSnapshot same = snapshot(new Story(12, Instant.EPOCH).at(11).join("anna"));
        assertEquals(Verdict.Kind.SAME, verdict(late, checkpoint(12, same), 10).kind());
    }

    @Test
    void anEndedRoomIsForgottenAsKeepersForgetIt() {
        Story ended = new Story(5_000, Instant.EPOCH).join("anna").leave("anna");
        RoomKey other = new RoomKey("default", "other");
        ended.at(4_999).record(other, new Proposal.InstanceLost("node-9"));
        assertEquals(
                Verdict.Kind.SAME, verdict(ended, checkpoint(5_000, null), 1).kind());
    }

    @Test
    void fromACheckpointItGoesOn() {
        RoomSnapshot two = snapshot(new Story().join("anna").join("ben"));
        Story rest = new Story().at(3);
        rest.replay.restore(List.of(two));
        Ladder ladder = rest.offer("anna", "ben").ladder();
        assertEquals(
                List.of("anna", "ben"),
                ladder.columns().stream().map(Column::name).toList());
        assertEquals(
                List.of("offer v2 audio"),
                ladder.rows().stream().map(Row::label).toList());
    }
}
