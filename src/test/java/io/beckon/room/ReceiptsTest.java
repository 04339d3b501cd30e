package io.beckon.room;

import static io.beckon.room.Event.Kind.MESSAGE;
import static io.beckon.room.LeaveReason.LEFT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptsTest extends RoomSpecification {

    private final Person back = ben.on(2, "node-2");

    private static List<Effect> acknowledged(Person sender, long seq) {
        return List.of(new Effect.Replied(sender.origin(), new Reply.Acknowledged(seq)));
    }

    @Test
    void aResentFrameGetsTheSameReplyAndIsNotDeliveredAgain() {
        Scene room = given(anna.joins(), ben.joins());
        Scene.Result first = room.when(ben.with("1").says("hi"));
        first.then(ben.isAcknowledged(), anna.gets(MESSAGE, ben));
        Scene.Result again = room.when(ben.with("1").says("hi"));
        assertEquals(acknowledged(ben.with("1"), seq(3)), again.effects());
    }

    @Test
    void theIdDecidesAndNotTheContent() {
        Scene room = given(anna.joins(), ben.joins(), ben.with("1").says("hi"));
        assertEquals(
                acknowledged(ben.with("1"), seq(3)),
                room.when(ben.with("1").offers(anna)).effects());
    }

    @Test
    void aFrameWithoutIdIsNeverARepeat() {
        given(anna.joins(), ben.joins(), ben.says("hi"))
                .when(ben.says("hi"))
                .then(ben.isAcknowledged(), anna.gets(MESSAGE, ben));
    }

    @Test
    void idsAreTheSessionsOwn() {
        given(anna.joins(), ben.joins(), anna.with("1").says("hi"))
                .when(ben.with("1").says("hi"))
                .then(ben.isAcknowledged(), anna.gets(MESSAGE, ben));
    }

    @Test
    void aFrameIsResentFromALaterIncarnation() {
        Scene room = given(anna.joins(), ben.joins(), ben.with("1").says("hi"), ben.disconnects(), back.resumes());
        assertEquals(
                acknowledged(back.with("1"), seq(3)),
                room.when(back.with("1").says("hi")).effects());
    }

    @Test
    void aRefusedFrameMayBeRepeatedWithItsId() {
        given(anna.joins(), ben.joins())
                .when(ben.with("1").answers(anna))
                .then(ben.isRefused(Refusal.WRONG_STATE))
                .given(anna.offers(ben))
                .when(ben.with("1").answers(anna))
                .then(ben.isAcknowledged(), anna.getsAddressed(Event.Kind.ANSWER, ben));
    }

    @Test
    void aResentJoinShowsTheRosterOfNow() {
        Scene room = given(anna.with("1").joins(), ben.joins());
        Scene.Result again = room.when(anna.with("1").joins());
        again.then(anna.isAdmitted(ben.polite()));
        assertEquals(seq(1), ((Reply.Admitted) again.reply()).seq());
    }

    @Test
    void aResentLeaveGetsItsReplyAlthoughNobodyIsThere() {
        given(anna.joins(), ben.joins(), ben.with("2").leaves())
                .when(ben.with("2").leaves())
                .then(ben.hasLeft());
    }

    @Test
    void theLastOneToLeaveGetsItsReplyAgainToo() {
        given(anna.with("1").joins(), anna.with("2").leaves())
                .when(anna.with("2").leaves())
                .then(anna.hasLeft());
    }

    @Test
    @Fills("room.Receipts.RECORDS_AFTER_LEAVING")
    void whatWasAcceptedBeforeLeavingIsRememberedForAWhile() {
        Scene room = given(anna.joins(), ben.joins(), ben.with("1").says("bye"), ben.leaves());
        assertEquals(
                acknowledged(ben.with("1"), seq(3)),
                room.when(ben.with("1").says("bye")).effects());
        room.skipTo(4 + Receipts.RECORDS_AFTER_LEAVING - 2);
        room.when(ben.with("1").says("bye")).then(ben.isAcknowledged());
        room.when(ben.with("1").says("bye")).then(ben.isRefused(Refusal.NOT_IN_ROOM));
    }

    @Test
    void theReceiptsOfOneWhoComesBackAreItsOwnAgain() {
        Scene room = given(anna.joins(), ben.joins(), ben.with("1").says("bye"), ben.leaves(), ben.joins());
        room.skipTo(4 + 2 * Receipts.RECORDS_AFTER_LEAVING);
        assertEquals(
                acknowledged(ben.with("1"), seq(3)),
                room.when(ben.with("1").says("bye")).effects());
    }

    @Test
    void aJoinAfterLeavingIsNotARepeat() {
        given(anna.joins(), ben.with("1").joins(), ben.leaves())
                .when(ben.with("1").joins())
                .then(ben.isAdmitted(anna.impolite()), anna.seesJoining(ben.polite()));
    }

    @Test
    void theReceiptsOfOneWhoWasKickedAreKept() {
        Person moderator = anna.cast(Role.MODERATOR);
        Scene room = given(moderator.joins(), ben.joins(), ben.with("1").says("hi"), moderator.kicks(ben));
        assertEquals(
                acknowledged(ben.with("1"), seq(3)),
                room.when(ben.with("1").says("hi")).effects());
    }

    @Test
    void aModeratorsOwnKickAndCloseAreAcknowledgedAgain() {
        Person moderator = anna.cast(Role.MODERATOR).with("1");
        Scene kicked = given(moderator.with("0").joins(), ben.joins(), moderator.kicks(moderator));
        assertEquals(
                acknowledged(moderator, seq(3)),
                kicked.when(moderator.kicks(moderator)).effects());
        Scene closed = given(moderator.with("0").joins(), ben.joins(), moderator.closes());
        assertEquals(
                acknowledged(moderator, seq(3)), closed.when(moderator.closes()).effects());
    }

    @Test
    @Fills("room.ReceiptBook.MOST")
    void theLast256AreRemembered() {
        Scene room = given(anna.joins(), ben.joins());
        for (int i = 0; i < ReceiptBook.MOST; i++) {
            room.given(ben.with("id-" + i).says("hi"));
        }
        assertEquals(
                acknowledged(ben.with("id-0"), seq(3)),
                room.when(ben.with("id-0").says("hi")).effects());
        room.given(ben.with("one more").says("hi"))
                .when(ben.with("id-0").says("hi"))
                .then(ben.isAcknowledged(), anna.gets(MESSAGE, ben));
        assertEquals(
                acknowledged(ben.with("id-2"), seq(5)),
                room.when(ben.with("id-2").says("hi")).effects());
    }

    @Test
    void anIdThatIsAcceptedAnewIsTheNewestAgain() {
        Scene room = given(
                anna.joins(),
                ben.with("in").joins(),
                ben.with("out").leaves(),
                ben.with("in").joins());
        for (int i = 0; i < ReceiptBook.MOST - 1; i++) {
            room.given(ben.with("id-" + i).says("hi"));
        }
        room.when(ben.with("in").joins()).then(ben.isAdmitted(anna.impolite()));
    }

    @Test
    @Fills("room.Receipts.SESSIONS_AFTER_LEAVING")
    void theReceiptsOfTooManyWhoLeftAreForgottenOldestFirst() {
        Scene room = given(anna.joins(new RoomRules(RoomRules.VERSION, 5000, 1, 1, 1, 1, 1)));
        for (int i = 0; i < Receipts.SESSIONS_AFTER_LEAVING + 1; i++) {
            Person passing = Person.named("passing-" + i);
            room.room().apply(passing.joins(), 2L * i + 2);
            room.room().apply(passing.with("out").leaves(), 2L * i + 3);
        }
        room.skipTo(2L * Receipts.SESSIONS_AFTER_LEAVING + 4);
        room.when(Person.named("passing-0").with("out").leaves())
                .then(Person.named("passing-0").isRefused(Refusal.NOT_IN_ROOM))
                .when(Person.named("passing-1").with("out").leaves())
                .then(Person.named("passing-1").hasLeft());
    }

    @Test
    void whoClosedALargeRoomIsToldSoAgain() {
        Person host = anna.cast(Role.MODERATOR);
        Scene room = given(host.joins(new RoomRules(RoomRules.VERSION, 5000, 1, 1, 1, 1, 1)));
        for (int i = 0; i < Receipts.SESSIONS_AFTER_LEAVING + 1; i++) {
            room.room().apply(Person.named("guest-" + i).with("in").joins(), i + 2L);
        }
        room.skipTo(Receipts.SESSIONS_AFTER_LEAVING + 3);
        Reply closed = room.when(host.with("end").closes()).reply();
        assertEquals(closed, room.when(host.with("end").closes()).reply());
        assertTrue(room.room().isForgettable(room.position() + Receipts.RECORDS_AFTER_LEAVING));
    }

    @Test
    void aResentLeaveDoesNotEndALaterStay() {
        given(anna.joins(), ben.joins(), ben.with("out").leaves(), ben.joins())
                .when(ben.with("out").leaves())
                .then(ben.hasLeft())
                .when(ben.with("out again").leaves())
                .then(ben.hasLeft(), anna.seesLeaving(ben, LEFT));
    }
}
