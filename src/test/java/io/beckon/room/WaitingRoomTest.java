package io.beckon.room;

import static io.beckon.room.Knock.State.ADMITTED;
import static io.beckon.room.Knock.State.OVER;
import static io.beckon.room.Knock.State.REFUSED;
import static io.beckon.room.Knock.State.WAITING;
import static io.beckon.room.Refusal.ALREADY_JOINED;
import static io.beckon.room.Refusal.NOT_ALLOWED;
import static io.beckon.room.Refusal.NOT_IN_ROOM;
import static io.beckon.room.Refusal.NO_SUCH_PEER;
import static io.beckon.room.Refusal.ROOM_FULL;
import static io.beckon.room.Refusal.ROOM_LOCKED;
import static io.beckon.room.Refusal.WRONG_STATE;
import static io.beckon.room.Role.MODERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingRoomTest extends RoomSpecification {

    private final Person moderator = Person.named("moderator").cast(MODERATOR);

    /** A locked room with anna in it. */
    private Scene locked() {
        return given(moderator.joins(), anna.joins(), moderator.locks());
    }

    @Test
    void whoeverKnocksIsSeenByModeratorsOnlyAndComesInWhenAdmitted() {
        locked().when(ben.knocks())
                .then(ben.isToldOfItsKnock(WAITING), moderator.seesWaiting(ben))
                .when(ben.joins())
                .then(ben.isRefused(ROOM_LOCKED))
                .when(moderator.admits(ben))
                .then(moderator.isAcknowledged(), ben.isToldOfItsKnock(ADMITTED), moderator.seesWaiting())
                .given(ben.joins());
    }

    @Test
    void aModeratorWhoJoinsAgainInTheSamePlaceSeesWhoWaits() {
        Person back = moderator.on(2, "node-2");
        locked().given(ben.knocks()).when(back.joins()).then(back.isAdmitted(anna.polite()), back.seesWaiting(ben));
    }

    @Test
    void whoeverComesInIsToldWhetherTheRoomIsLocked() {
        Scene room = locked().given(ben.knocks(), moderator.admits(ben));
        assertTrue(((Reply.Admitted) room.when(ben.joins()).reply()).locked());
        Scene open = locked().given(moderator.unlocks());
        assertFalse(((Reply.Admitted) open.when(ben.joins()).reply()).locked());
    }

    @Test
    void anAdmissionIsForOnce() {
        locked().given(ben.knocks(), moderator.admits(ben), ben.joins(), ben.leaves())
                .when(ben.joins())
                .then(ben.isRefused(ROOM_LOCKED));
    }

    @Test
    void whoeverIsRefusedStaysOutAndIsNotShownAgain() {
        locked().given(ben.knocks())
                .when(moderator.refuses(ben))
                .then(moderator.isAcknowledged(), ben.isToldOfItsKnock(REFUSED), moderator.seesWaiting())
                .when(ben.knocks())
                .then(ben.isToldOfItsKnock(REFUSED))
                .when(ben.joins())
                .then(ben.isRefused(ROOM_LOCKED));
    }

    @Test
    void knockingAgainDisturbsNobody() {
        locked().given(ben.knocks()).when(ben.knocks()).then(ben.isToldOfItsKnock(WAITING));
    }

    @Test
    void theAnswerGoesToTheNewestConnectionOfAUser() {
        Person back = ben.on(2, "node-2");
        Person reloaded = ben.otherTab("reloaded");
        Scene room = locked().given(ben.knocks(), back.knocks());
        room.when(ben.knocks()).then(ben.isToldOfItsKnock(WAITING));
        assertEquals(
                back.origin().incarnation(),
                room.room().snapshot().knocks().getFirst().incarnation());
        room.when(reloaded.knocks())
                .then(reloaded.isToldOfItsKnock(WAITING), ben.isToldOfItsKnock(OVER))
                .when(moderator.admits(ben))
                .then(moderator.isAcknowledged(), reloaded.isToldOfItsKnock(ADMITTED), moderator.seesWaiting());
    }

    @Test
    @Fills("room.WaitingRoom.SECONDS")
    void aKnockAndAnAdmissionEndWithTheirTimers() {
        Scene room = locked().given(ben.knocks());
        Proposal.Timed knocked = room.timer();
        assertTrue(room.room().holds(knocked));
        room.when(knocked).then(ben.isToldOfItsKnock(OVER), moderator.seesWaiting());
        assertFalse(room.room().holds(knocked));
        room.given(ben.knocks(), moderator.admits(ben)).when(knocked).thenNothing();
        room.when(room.timer()).thenNothing();
        room.when(ben.joins()).then(ben.isRefused(ROOM_LOCKED));
    }

    @Test
    void whoeverLeavesNoLongerWaits() {
        locked().given(ben.knocks())
                .when(ben.leaves())
                .then(ben.hasLeft(), moderator.seesWaiting())
                .when(moderator.admits(ben))
                .then(moderator.isRefused(NO_SUCH_PEER, "user"))
                .when(ben.leaves())
                .then(ben.isRefused(NOT_IN_ROOM));
    }

    @Test
    void aLeaveThatComesAgainOrLateDoesNotEndALaterKnock() {
        Person leaving = ben.with("leave");
        locked().given(ben.knocks())
                .when(leaving.leaves())
                .then(ben.hasLeft(), moderator.seesWaiting())
                .given(ben.knocks())
                .when(leaving.leaves())
                .then(ben.hasLeft())
                .given(ben.on(2, "node-2").knocks())
                .when(ben.leaves())
                .then(ben.isRefused(NOT_IN_ROOM));
    }

    @Test
    void unlockingAdmitsAllWhoWait() {
        locked().given(ben.knocks(), carl.knocks())
                .when(moderator.unlocks())
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesUnlocked(),
                        anna.seesUnlocked(),
                        ben.isToldOfItsKnock(ADMITTED),
                        carl.isToldOfItsKnock(ADMITTED),
                        moderator.seesWaiting())
                .given(ben.joins(), carl.joins());
    }

    @Test
    void nobodyWaitsAtARoomThatHasEnded() {
        locked().given(ben.knocks(), anna.leaves())
                .when(moderator.leaves())
                .then(moderator.hasLeft(), ben.isToldOfItsKnock(OVER));
        Scene closed = locked().given(ben.knocks(), moderator.closes());
        assertTrue(closed.room().snapshot().knocks().isEmpty());
        closed.given(ben.joins());
    }

    @Test
    void laterModeratorsAreShownWhoWaits() {
        Person second = carl.cast(MODERATOR);
        locked().given(ben.knocks())
                .when(moderator.casts(anna, MODERATOR))
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesUpdated(anna.as(MODERATOR).polite()),
                        anna.seesUpdated(anna.as(MODERATOR).impolite()),
                        anna.seesWaiting(ben))
                .when(second.joins())
                .then(
                        second.isAdmitted(
                                moderator.impolite(), anna.as(MODERATOR).impolite()),
                        moderator.seesJoining(second.polite()),
                        anna.seesJoining(second.polite()),
                        second.seesWaiting(ben));
    }

    @Test
    void onlyModeratorsAnswer() {
        locked().given(ben.knocks())
                .when(anna.admits(ben))
                .then(anna.isRefused(NOT_ALLOWED))
                .when(anna.refuses(ben))
                .then(anna.isRefused(NOT_ALLOWED))
                .when(moderator.admits(carl))
                .then(moderator.isRefused(NO_SUCH_PEER, "user"));
    }

    @Test
    void oneKnocksWhereOneMayAndNeeds() {
        Person stranger = carl.mayOnly(Set.of());
        locked().when(anna.knocks())
                .then(anna.isRefused(ALREADY_JOINED))
                .when(stranger.knocks())
                .then(stranger.isRefused(NOT_ALLOWED, "room"))
                .given(moderator.kicks(anna, 60))
                .when(anna.knocks())
                .then(anna.isRefused(NOT_ALLOWED))
                .given(moderator.unlocks())
                .when(ben.knocks())
                .then(ben.isRefused(WRONG_STATE));
    }

    @Test
    @Fills("room.WaitingRoom.MOST_WAITING")
    void soManyMayWaitAndNoMore() {
        Scene room = locked();
        for (int i = 0; i < WaitingRoom.MOST_WAITING; i++) {
            room.given(Person.named("knocker-" + i).knocks());
        }
        room.when(ben.knocks()).then(ben.isRefused(ROOM_FULL));
        room.given(moderator.refuses(Person.named("knocker-0")), ben.knocks());
    }

    @Test
    @Fills("room.WaitingRoom.MOST")
    void ofThoseWhoWereAnsweredTheFirstAreForgottenFirst() {
        Scene room = locked();
        for (int i = 0; i <= WaitingRoom.MOST; i++) {
            Person knocker = Person.named("knocker-" + i);
            room.given(knocker.knocks(), moderator.refuses(knocker));
        }
        assertEquals(WaitingRoom.MOST, room.room().snapshot().knocks().size());
        Person first = Person.named("knocker-0");
        room.when(first.knocks()).then(first.isToldOfItsKnock(WAITING), moderator.seesWaiting(first));
    }
}
