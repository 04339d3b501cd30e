package io.beckon.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.Checkpoint;
import io.beckon.log.LogRecord;
import io.beckon.room.Applicant;
import io.beckon.room.Bar;
import io.beckon.room.EndedRooms;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Knock;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.ReceiptBook;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;
import io.beckon.room.RoomRules;
import io.beckon.room.RoomSnapshot;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
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

    /** Yesterday somebody was in the room, as records 1 and 2; those from 10 on are kept. */
    private static Story recurring(Story today) {
        return today.join("yesterday").leave("yesterday").at(11).join("anna").join("ben");
    }

    private static Story today() {
        return new Story(13, Instant.EPOCH).at(11).join("anna").join("ben");
    }

    @Test
    void whatIsRememberedOfThoseWhoLeftBeforeTheLogBeginsIsNoDifference() {
        Checkpoint checkpoint = checkpoint(13, snapshot(recurring(new Story())));
        Verdict verdict = verdict(today(), checkpoint, 10);
        assertEquals(Verdict.Kind.OLDER, verdict.kind());
        assertEquals(
                List.of("The checkpoint at offset 12 differs in what was before offset 9, from which on the log is"
                        + " kept, or may follow from that: nothing is proved."),
                verdict.lines());
        assertEquals(
                Verdict.Kind.DIFFERENT, verdict(today(), checkpoint, 1).kind(), "all of it is kept: nobody was there");
        Story later = new Story(13, Instant.EPOCH).at(13).join("anna");
        assertEquals(
                Verdict.Kind.OLDER,
                verdict(later, checkpoint(13, snapshot(ended())), 10).kind());
    }

    private static Story ended() {
        return new Story().join("yesterday").leave("yesterday");
    }

    @Test
    void nextToWhatIsOlderADifferenceIsOne() {
        Story without = new Story().join("yesterday").leave("yesterday").at(11).join("anna");
        Verdict verdict = verdict(today(), checkpoint(13, snapshot(without)), 10);
        assertEquals(Verdict.Kind.DIFFERENT, verdict.kind());
        assertTrue(verdict.lines().contains("  participant p-ben is not in the checkpoint"), verdict.toString());
        Story left = new Story()
                .at(11)
                .join("cleo")
                .leave("cleo")
                .at(11)
                .join("anna")
                .join("ben");
        assertEquals(
                Verdict.Kind.DIFFERENT,
                verdict(today(), checkpoint(13, snapshot(left)), 10).kind(),
                "cleo left when the log was kept");
        Story gone = ended().at(11).join("anna").leave("anna");
        RoomSnapshot other = ownedBy(snapshot(gone), new ReceiptBook.Owner("u-eve", "eve"));
        Story rest = new Story(13, Instant.EPOCH).at(11).join("anna").leave("anna");
        assertEquals(
                Verdict.Kind.DIFFERENT, verdict(rest, checkpoint(13, other), 10).kind(), "it was anna who left");
    }

    private static RoomSnapshot ownedBy(RoomSnapshot room, ReceiptBook.@Nullable Owner owner) {
        List<RoomPart> parts = room.parts().stream()
                .map(part -> part instanceof RoomPart.Departed left
                        ? new RoomPart.Departed(left.session(), left.receipts().of(owner))
                        : part)
                .toList();
        return RoomSnapshot.of(room.key(), parts);
    }

    @Test
    void whoseReceiptsTheyAreNeedNotBeWritten() {
        for (long first : new long[] {1, 11}) {
            Story left =
                    new Story(14, Instant.EPOCH).at(11).join("anna").join("ben").leave("ben");
            RoomSnapshot there = snapshot(left);
            assertNotEquals(there, ownedBy(there, null));
            Checkpoint checkpoint = checkpoint(14, ownedBy(there, null));
            assertEquals(
                    Verdict.Kind.SAME,
                    Verdict.of(left.replay, Story.ROOM, checkpoint, first).kind());
        }
    }

    private static Story back(Story story) {
        return story.at(11).join("anna").join("ben");
    }

    @Test
    void whoHasComeBackHasReceiptsOfBefore() {
        RoomSnapshot back = snapshot(back(new Story().join("anna").leave("anna")));
        assertEquals(
                Verdict.Kind.OLDER, verdict(today(), checkpoint(13, back), 10).kind());
        RoomSnapshot gone =
                snapshot(back(new Story().join("anna").leave("anna")).at(13).leave("anna"));
        Story rest = back(new Story(14, Instant.EPOCH)).at(13).leave("anna");
        assertEquals(Verdict.Kind.OLDER, verdict(rest, checkpoint(14, gone), 10).kind());
    }

    private static Proposal order(String id) {
        return new Proposal.Order(id, "issuer", "admin", "why", new Proposal.Action.Tell(Json.EMPTY_OBJECT));
    }

    @Test
    void ordersOfBeforeAreNoDifference() {
        Story whole = new Story().join("yesterday").record(order("o-1")).leave("yesterday");
        RoomSnapshot kept = snapshot(whole.at(11).join("anna").join("ben"));
        assertEquals(1, kept.orders().size());
        assertEquals(
                Verdict.Kind.OLDER, verdict(today(), checkpoint(13, kept), 10).kind());
        Story other = new Story().at(11).join("anna").join("ben").record(order("o-2"));
        assertEquals(
                Verdict.Kind.DIFFERENT,
                verdict(today(), checkpoint(13, snapshot(other)), 10).kind());
    }

    private static RoomSnapshot with(RoomSnapshot room, Map<String, Bar> bars, List<Knock> knocks) {
        return new RoomSnapshot(
                room.key(),
                room.pattern(),
                room.rules(),
                room.locked(),
                room.call(),
                bars,
                room.orders(),
                knocks,
                room.members(),
                room.negotiations(),
                room.receipts());
    }

    @Test
    void barsAndKnocksOfBeforeShowThatSomebodyWasThere() {
        RoomSnapshot room = snapshot(today());
        for (long since : new long[] {9, 10}) {
            Verdict.Kind expected = since < 10 ? Verdict.Kind.OLDER : Verdict.Kind.DIFFERENT;
            RoomSnapshot barred = with(room, Map.of("u-eve", new Bar(since, 600)), List.of());
            assertEquals(expected, verdict(today(), checkpoint(13, barred), 10).kind());
            Knock knock = new Knock(
                    "u-eve", "eve", null, "s-eve", new Incarnation(1, "node-1"), Knock.State.WAITING, since, 300);
            RoomSnapshot knockedAt = with(room, Map.of(), List.of(knock));
            assertEquals(
                    expected, verdict(today(), checkpoint(13, knockedAt), 10).kind());
        }
    }

    private static Story lock(Story story, boolean locks) {
        Origin origin = new Origin("s-max", new Incarnation(1, "node-1"), null, 7);
        return story.record(locks ? new Proposal.Lock(origin) : new Proposal.Unlock(origin));
    }

    @Test
    void whoActsWithoutHavingComeWasThereBefore() {
        Story whole = lock(new Story().join("max", "max", Role.MODERATOR), true);
        whole = lock(whole.at(11).join("cleo"), false);
        RoomSnapshot kept = snapshot(whole.join("anna").leave("max"));
        Story rest = lock(new Story(15, Instant.EPOCH).at(11).join("cleo"), false);
        Verdict verdict = verdict(rest.join("anna").leave("max"), checkpoint(15, kept), 10);
        assertEquals(Verdict.Kind.OLDER, verdict.kind(), "cleo was not let in");
    }

    private static Story knock(Story story) {
        Origin origin = new Origin("s-eve", new Incarnation(1, "node-1"), null, 7);
        return story.record(new Proposal.Knock(origin, "u-eve", "eve", null, EnumSet.of(Right.JOIN)));
    }

    private static Proposal removal(String peer) {
        return new Proposal.Order("o-1", "issuer", "admin", "why", new Proposal.Action.Remove(peer, 0));
    }

    @Test
    void whoCameOrNeverWasShowsNothingOfBefore() {
        List<UnaryOperator<Story>> deeds = List.of(
                room -> knock(room).leave("eve"),
                room -> room.kick("anna", "nobody"),
                room -> room.join("cleo").leave("cleo").kick("anna", "cleo"),
                room -> room.record(removal("p-nobody")));
        for (UnaryOperator<Story> deed : deeds) {
            Story without = deed.apply(new Story().at(11).join("anna"));
            long until = without.position() + 2;
            Story all = deed.apply(new Story(until, Instant.EPOCH).at(11).join("anna"));
            assertEquals(
                    Verdict.Kind.DIFFERENT,
                    verdict(all.join("ben"), checkpoint(until, snapshot(without)), 10)
                            .kind());
        }
    }

    @Test
    void whoWasRemovedWithoutHavingComeWasThereBefore() {
        for (Proposal removal : List.of(removal("p-max"), kickOfMax())) {
            Story before = new Story().join("max").at(11).join("mia", "mia", Role.MODERATOR);
            RoomSnapshot kept = snapshot(before.record(removal));
            Story rest = new Story(13, Instant.EPOCH).at(11).join("mia", "mia", Role.MODERATOR);
            assertEquals(
                    Verdict.Kind.OLDER,
                    verdict(rest.record(removal), checkpoint(13, kept), 10).kind());
        }
    }

    private static Proposal kickOfMax() {
        return new Proposal.Kick(new Origin("s-mia", new Incarnation(1, "node-1"), null, 7), "p-max", null, 60);
    }

    @Test
    void whereRoomsBeganAnewNothingIsFromBefore() {
        Story reset = new Story(13, Instant.EPOCH);
        reset.replay.reset(10, Instant.EPOCH);
        reset.at(11).join("anna").join("ben");
        Checkpoint checkpoint = checkpoint(13, snapshot(recurring(new Story())));
        assertEquals(Verdict.Kind.DIFFERENT, verdict(reset, checkpoint, 9).kind());
    }

    @Test
    void aCheckpointThatEndsBeforeTheLogBeginsProvesNothing() {
        RoomKey other = new RoomKey("default", "other");
        RoomSnapshot elsewhere = RoomSnapshot.of(other, snapshot(ended()).parts());
        Verdict verdict = verdict(today(), new Checkpoint(5, 13, List.of(elsewhere)), 10);
        assertEquals(Verdict.Kind.NO_CHECKPOINT, verdict.kind());
    }

    @Test
    void whetherAnEndedRoomIsRememberedHangsOnOthersOfBefore() {
        for (long until : new long[] {12 + EndedRooms.MOST, 13 + EndedRooms.MOST}) {
            Story story = new Story(until, Instant.EPOCH).at(11).join("anna").leave("anna");
            assertEquals(
                    until == 12 + EndedRooms.MOST ? Verdict.Kind.DIFFERENT : Verdict.Kind.OLDER,
                    verdict(story, checkpoint(until, null), 10).kind());
            assertEquals(
                    Verdict.Kind.DIFFERENT,
                    verdict(story, checkpoint(until, null), 1).kind());
        }
    }

    @Test
    void aRoomOfACallBeginsWithTheCall() {
        RoomKey key = RoomKey.ofCall("default", "c-1");
        RoomReplay call = new RoomReplay(key, 20, Instant.EPOCH);
        Origin origin = new Origin("s-anna", new Incarnation(1, "node-1"), null, 7);
        Applicant anna =
                new Applicant("p-anna", "u-anna", "anna", EnumSet.of(Right.JOIN), null, null, Json.EMPTY_OBJECT, false);
        Proposal join = new Proposal.Join(origin, anna, null, null, RoomRules.DEFAULT);
        call.apply(new LogRecord(3, 11, key, join, 0), "node-1");
        assertTrue(call.startsInTheMiddle());
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
