package io.beckon.room;

import static io.beckon.room.LeaveReason.LEFT;
import static io.beckon.room.LeaveReason.NODE_LOST;
import static io.beckon.room.LeaveReason.SIGNED_OUT;
import static io.beckon.room.LeaveReason.TIMEOUT;
import static io.beckon.room.LeaveReason.TOKEN_EXPIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTest extends RoomSpecification {

    private final Person elsewhere = ben.on(1, "node-2");

    @Test
    void oneWhoLeavesIsSeenToLeave() {
        given(anna.joins(), ben.joins(), carl.joins())
                .when(ben.leaves())
                .then(ben.hasLeft(), anna.seesLeaving(ben, LEFT), carl.seesLeaving(ben, LEFT));
    }

    @Test
    void theReasonIsSeen() {
        given(anna.joins(), ben.joins())
                .when(ben.leaves(TOKEN_EXPIRED))
                .then(ben.hasLeft(), anna.seesLeaving(ben, TOKEN_EXPIRED));
    }

    @Test
    void oneWhoIsSignedOutIsToldSo() {
        given(anna.joins(), ben.joins())
                .when(ben.leaves(SIGNED_OUT))
                .then(ben.hasLeft(), ben.isDismissed(SIGNED_OUT), anna.seesLeaving(ben, SIGNED_OUT));
    }

    @Test
    void anEmptyRoomIsForgettableOnceItsReceiptsAreOld() {
        Scene room = given(anna.joins(), anna.with("1").leaves());
        assertTrue(room.room().isEmpty());
        assertFalse(room.room().isForgettable(3));
        assertTrue(room.room().isForgettable(2 + Receipts.RECORDS_AFTER_LEAVING));
        assertEquals(new Room(Scene.KEY).snapshot(), room.room().snapshot());
    }

    // the window

    @Test
    void oneWithoutAConnectionKeepsItsPlaceForTheWindow() {
        Scene room = given(anna.joins(), ben.joins());
        Scene.Result lost = room.when(ben.disconnects());
        assertEquals(List.of(new Effect.Armed(ben.windowElapses(3))), lost.effects());
        room.when(anna.says("hi")).then(anna.isAcknowledged(), ben.gets(Event.Kind.MESSAGE, anna));
        assertTrue(room.room().holds(room.timer()));
        room.when(room.timer()).then(anna.seesLeaving(ben, TIMEOUT));
        assertFalse(room.room().holds(room.timer()));
    }

    @Test
    void aRepeatedDisconnectIsVoid() {
        given(anna.joins(), anna.disconnects()).when(anna.disconnects()).thenNothing();
    }

    @Test
    void aWindowIsOverOnce() {
        given(anna.joins(), ben.joins(), ben.disconnects(), ben.windowElapses(3))
                .when(ben.windowElapses(3))
                .thenNothing();
    }

    @Test
    void theWindowOfOneWhoCameBackIsVoid() {
        given(anna.joins(), ben.joins(), ben.disconnects(), ben.on(2, "node-1").resumes())
                .when(ben.windowElapses(3))
                .thenNothing();
    }

    @Test
    void theWindowOfAnEarlierAbsenceIsVoid() {
        Person back = ben.on(2, "node-1");
        Scene room = given(anna.joins(), ben.joins(), ben.disconnects(), back.resumes(), back.disconnects());
        room.when(ben.windowElapses(3)).thenNothing();
        room.when(back.windowElapses(3)).thenNothing();
        room.when(back.windowElapses(5)).then(anna.seesLeaving(ben, TIMEOUT));
    }

    @Test
    void aWindowIsVoidAfterLeaving() {
        given(anna.joins(), ben.joins(), ben.disconnects(), ben.leaves())
                .when(ben.windowElapses(3))
                .thenNothing();
    }

    @Test
    void theDisconnectOfAnotherIncarnationIsVoid() {
        given(anna.joins(), ben.joins(), ben.on(2, "node-2").resumes())
                .when(ben.disconnects())
                .thenNothing();
    }

    // lost nodes

    @Test
    void theMembersOfALostNodeGetTheirWindow() {
        Scene room = given(anna.joins(), elsewhere.joins(), carl.on(1, "node-2").joins());
        Scene.Result lost = room.when(new Proposal.InstanceLost("node-2"));
        assertEquals(
                List.of(
                        new Effect.Armed(elsewhere.windowElapses(4)),
                        new Effect.Armed(carl.on(1, "node-2").windowElapses(4))),
                lost.effects());
        room.when(elsewhere.windowElapses(4)).then(anna.seesLeaving(ben, NODE_LOST), carl.seesLeaving(ben, NODE_LOST));
    }

    @Test
    void aNodeIsLostOnce() {
        given(anna.joins(), elsewhere.joins(), new Proposal.InstanceLost("node-2"))
                .when(new Proposal.InstanceLost("node-2"))
                .thenNothing();
    }

    @Test
    void oneWhoWasAbsentBeforeItsNodeWasLostTimesOut() {
        Scene room = given(anna.joins(), elsewhere.joins(), elsewhere.disconnects());
        room.when(new Proposal.InstanceLost("node-2")).thenNothing();
        room.when(elsewhere.windowElapses(3)).then(anna.seesLeaving(ben, TIMEOUT));
    }

    @Test
    void oneWhoHasMovedFromALostNodeIsNotAbsent() {
        given(anna.joins(), elsewhere.joins(), ben.on(2, "node-3").resumes())
                .when(new Proposal.InstanceLost("node-2"))
                .thenNothing();
    }

    @Test
    void theLateFramesOfALostNodeAreVoid() {
        Scene room = given(anna.joins(), elsewhere.with("1").joins(), new Proposal.InstanceLost("node-2"));
        room.when(elsewhere.with("2").says("anybody?")).thenNothing();
        room.when(elsewhere.with("1").joins()).thenNothing();
        room.when(elsewhere.leaves()).thenNothing();
        Person back = ben.on(2, "node-3");
        room.given(back.resumes())
                .when(back.with("2").says("anybody?"))
                .then(ben.isAcknowledged(), anna.gets(Event.Kind.MESSAGE, ben));
    }

    // who proposes timers

    @Test
    void theOldestPresentMemberKeepsTheTime() {
        Scene room = given(elsewhere.joins(), anna.joins());
        assertEquals("node-2", room.room().timekeeper(lost -> false));
        room.given(elsewhere.disconnects());
        assertEquals("node-1", room.room().timekeeper(lost -> false));
        room.given(anna.disconnects());
        assertNull(room.room().timekeeper(lost -> false));
    }
}
