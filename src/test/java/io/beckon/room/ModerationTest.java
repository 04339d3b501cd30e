package io.beckon.room;

import static io.beckon.room.LeaveReason.KICKED;
import static io.beckon.room.LeaveReason.ROOM_CLOSED;
import static io.beckon.room.Pattern.BROADCAST;
import static io.beckon.room.Pattern.SFU;
import static io.beckon.room.Refusal.NOT_ALLOWED;
import static io.beckon.room.Refusal.NO_SUCH_PEER;
import static io.beckon.room.Refusal.ROOM_FULL;
import static io.beckon.room.Role.HOST;
import static io.beckon.room.Role.MEDIA_SERVER;
import static io.beckon.room.Role.MODERATOR;
import static io.beckon.room.Role.PARTICIPANT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModerationTest extends RoomSpecification {

    private final Person moderator = Person.named("moderator").cast(MODERATOR);

    private Scene room() {
        return given(moderator.joins(), anna.joins(), ben.joins());
    }

    @Test
    void onlyAModeratorModerates() {
        Person entitled = carl.may(Right.MODERATOR);
        Scene room = room().given(entitled.joins());
        for (Person other : List.of(anna, entitled)) {
            for (Proposal proposal : List.of(
                    other.kicks(ben),
                    other.casts(ben, HOST),
                    other.mutes(ben, MediaSource.CAMERA),
                    other.mutes(null, MediaSource.CAMERA),
                    other.locks(),
                    other.unlocks(),
                    other.closes())) {
                room.when(proposal).then(other.isRefused(NOT_ALLOWED));
            }
        }
    }

    @Test
    void theAddresseeIsLookedAtBeforeTheRight() {
        Scene room = room();
        room.when(anna.kicks(dora)).then(anna.isRefused(NO_SUCH_PEER, "peer"));
        room.when(anna.casts(dora, HOST)).then(anna.isRefused(NO_SUCH_PEER, "peer"));
        room.when(anna.mutes(dora, MediaSource.CAMERA)).then(anna.isRefused(NO_SUCH_PEER, "peer"));
        room.when(moderator.kicks(dora)).then(moderator.isRefused(NO_SUCH_PEER, "peer"));
    }

    // kick

    @Test
    void oneWhoIsKickedIsToldAndTheOthersSeeItLeave() {
        room().when(moderator.kicks(anna))
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesLeaving(anna, KICKED),
                        ben.seesLeaving(anna, KICKED),
                        anna.isDismissed(KICKED))
                .when(anna.says("hey"))
                .then(anna.isRefused(Refusal.NOT_IN_ROOM));
    }

    @Test
    void theReasonOfAKickIsTold() {
        List<Effect> effects = room().when(moderator.kicks(anna)).effects();
        Effect.Emitted emitted = assertInstanceOf(Effect.Emitted.class, effects.get(effects.size() - 1));
        assertEquals(new Event.Dismissed(KICKED, "enough"), emitted.event());
    }

    @Test
    void oneWhoIsKickedWithoutABarMayComeBack() {
        room().given(moderator.kicks(anna), anna.joins());
    }

    @Test
    void oneWhoIsBarredMayNotComeBack() {
        room().given(moderator.kicks(anna, 60))
                .when(anna.joins())
                .then(anna.isRefused(NOT_ALLOWED))
                .when(anna.otherTab("elsewhere").joins())
                .then(anna.otherTab("elsewhere").isRefused(NOT_ALLOWED));
    }

    @Test
    void aBarEndsWithItsTimer() {
        Scene room = room().given(moderator.kicks(anna, 60));
        assertEquals(new Proposal.BarEnded(anna.user(), 4, 60), room.timer());
        assertTrue(room.room().holds(room.timer()));
        room.when(room.timer()).thenNothing();
        assertFalse(room.room().holds(room.timer()));
        room.given(anna.joins());
    }

    @Test
    void aLaterBarOutlivesTheTimerOfAnEarlierOne() {
        Person tab = anna.otherTab("tab");
        Scene room = room().given(tab.joins(), moderator.kicks(anna, 60), moderator.kicks(tab, 60));
        room.when(new Proposal.BarEnded(anna.user(), 5, 60)).thenNothing();
        room.when(anna.joins()).then(anna.isRefused(NOT_ALLOWED));
    }

    @Test
    void aBarEndsWithTheRoom() {
        room().given(moderator.kicks(anna, 60), moderator.leaves(), ben.leaves(), anna.joins());
    }

    @Test
    void aBarSurvivesTheReplacementOfTheOnlyMember() {
        Person reloaded = moderator.otherTab("reloaded");
        given(moderator.joins(), anna.joins(), moderator.kicks(anna, 60), reloaded.joinsInPlaceOf(moderator))
                .when(anna.joins())
                .then(anna.isRefused(NOT_ALLOWED));
    }

    @Test
    void aModeratorMayKickItself() {
        room().when(moderator.kicks(moderator))
                .then(
                        moderator.isAcknowledged(),
                        anna.seesLeaving(moderator, KICKED),
                        ben.seesLeaving(moderator, KICKED),
                        moderator.isDismissed(KICKED));
    }

    // mute

    @Test
    void oneWhoIsMutedIsAskedToStopAndNobodyElseIs() {
        room().when(moderator.mutes(anna, MediaSource.MICROPHONE))
                .then(moderator.isAcknowledged(), anna.isAskedToStop(MediaSource.MICROPHONE, moderator));
    }

    @Test
    void allOthersAreMutedButThoseWhoOnlyWatch() {
        Person viewer = carl.as(Role.VIEWER);
        room().given(viewer.joins())
                .when(moderator.mutes(null, MediaSource.SCREEN))
                .then(
                        moderator.isAcknowledged(),
                        anna.isAskedToStop(MediaSource.SCREEN, moderator),
                        ben.isAskedToStop(MediaSource.SCREEN, moderator));
        given(moderator.joins())
                .when(moderator.mutes(null, MediaSource.MICROPHONE))
                .then(moderator.isAcknowledged());
    }

    // lock

    @Test
    void aLockIsToldToAllAndOnlyWhenItChanges() {
        room().when(moderator.locks())
                .then(moderator.isAcknowledged(), moderator.seesLocked(), anna.seesLocked(), ben.seesLocked())
                .when(moderator.locks())
                .then(moderator.isAcknowledged())
                .when(moderator.unlocks())
                .then(moderator.isAcknowledged(), moderator.seesUnlocked(), anna.seesUnlocked(), ben.seesUnlocked())
                .when(moderator.unlocks())
                .then(moderator.isAcknowledged());
    }

    // roles

    @Test
    void aModeratorGivesARole() {
        room().when(moderator.casts(anna, HOST))
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesUpdated(anna.as(HOST).polite()),
                        anna.seesUpdated(anna.as(HOST).impolite()),
                        ben.seesUpdated(anna.as(HOST).impolite()));
    }

    @Test
    void theRoleThatSomebodyHasChangesNothing() {
        room().when(moderator.casts(anna, PARTICIPANT)).then(moderator.isAcknowledged());
    }

    @Test
    void aGrantedModeratorModerates() {
        room().given(moderator.casts(anna, MODERATOR), anna.kicks(moderator), anna.locks());
    }

    @Test
    void theRoleOfTheMediaServerTakesARightOfOnesOwn() {
        Person capable = carl.may(Right.MEDIA_SERVER);
        given(moderator.joins(SFU), anna.joins(), capable.joins())
                .when(moderator.casts(anna, MEDIA_SERVER))
                .then(moderator.isRefused(NOT_ALLOWED, "role"))
                .given(moderator.casts(capable, MEDIA_SERVER));
    }

    @Test
    void uniqueRolesHoldAlsoWhenTheyAreGiven() {
        Person capable = carl.may(Right.MEDIA_SERVER);
        given(moderator.joins(SFU), capable.joins(), dora.cast(MEDIA_SERVER).joins())
                .when(moderator.casts(capable, MEDIA_SERVER))
                .then(moderator.isRefused(ROOM_FULL, "role"));
        given(moderator.joins(BROADCAST, hosts(1)), anna.cast(HOST).joins(), ben.joins())
                .when(moderator.casts(ben, HOST))
                .then(moderator.isRefused(ROOM_FULL, "role"));
    }

    @Test
    void aBroadcastHasNoRoleParticipantToGive() {
        given(moderator.joins(BROADCAST), anna.joins())
                .when(moderator.casts(anna, PARTICIPANT))
                .then(moderator.isRefused(NOT_ALLOWED, "role"));
    }

    // close

    @Test
    void aClosedRoomIsTakenLeaveOfByAll() {
        room().when(moderator.closes())
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesClosed(),
                        moderator.isDismissed(ROOM_CLOSED),
                        anna.seesClosed(),
                        anna.isDismissed(ROOM_CLOSED),
                        ben.seesClosed(),
                        ben.isDismissed(ROOM_CLOSED));
    }

    @Test
    void aHostClosesABroadcastAndNothingElse() {
        Person host = anna.cast(HOST);
        given(host.joins(BROADCAST), ben.joins())
                .when(ben.closes())
                .then(ben.isRefused(NOT_ALLOWED))
                .when(host.closes())
                .then(
                        host.isAcknowledged(),
                        host.seesClosed(),
                        host.isDismissed(ROOM_CLOSED),
                        ben.seesClosed(),
                        ben.isDismissed(ROOM_CLOSED));
        given(host.joins(), ben.joins()).when(host.closes()).then(host.isRefused(NOT_ALLOWED));
    }

    @Test
    void aClosedRoomBeginsANewLifeWithItsNextJoin() {
        Scene room = given(moderator.joins(SFU), anna.joins(), moderator.locks(), moderator.closes());
        assertTrue(room.room().isEmpty());
        room.when(ben.joins()).then(ben.isAdmitted());
        assertEquals(Pattern.MESH, room.room().pattern());
    }
}
