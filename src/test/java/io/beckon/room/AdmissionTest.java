package io.beckon.room;

import static io.beckon.room.Pattern.BROADCAST;
import static io.beckon.room.Pattern.MCU;
import static io.beckon.room.Pattern.MESH;
import static io.beckon.room.Pattern.SFU;
import static io.beckon.room.Refusal.ALREADY_JOINED;
import static io.beckon.room.Refusal.NOT_ALLOWED;
import static io.beckon.room.Refusal.NOT_IN_ROOM;
import static io.beckon.room.Refusal.ROOM_FULL;
import static io.beckon.room.Refusal.ROOM_LOCKED;
import static io.beckon.room.Role.HOST;
import static io.beckon.room.Role.MEDIA_SERVER;
import static io.beckon.room.Role.MODERATOR;
import static io.beckon.room.Role.PARTICIPANT;
import static io.beckon.room.Role.VIEWER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionTest extends RoomSpecification {

    private final Person host = Person.named("host").cast(HOST);
    private final Person moderator = Person.named("moderator").cast(MODERATOR);
    private final Person server = Person.named("server").cast(MEDIA_SERVER);

    @Test
    void theFirstOneIsAloneAndTheNextSeesTheFirst() {
        given().when(anna.joins())
                .then(anna.isAdmitted())
                .when(ben.joins())
                .then(ben.isAdmitted(anna.impolite()), anna.seesJoining(ben.polite()));
    }

    @Test
    void joinedHasTheSeqOfTheOthersPeerJoined() {
        Scene room = given(anna.joins(), ben.joins());
        Reply.Admitted admitted =
                assertInstanceOf(Reply.Admitted.class, room.when(carl.joins()).reply());
        assertEquals(seq(3), admitted.seq());
    }

    @Test
    void oneWhoIsInCannotJoinAgain() {
        given(anna.joins()).when(anna.with("again").joins()).then(anna.isRefused(ALREADY_JOINED));
    }

    @Test
    void oneWhoHasLeftMayJoinAgain() {
        given(anna.joins(), ben.joins(), anna.leaves())
                .when(anna.joins())
                .then(anna.isAdmitted(ben.impolite()), ben.seesJoining(anna.polite()));
    }

    @Test
    void oneWhoIsNotInTheRoomCanDoNothingThere() {
        Scene room = given(anna.joins());
        for (Proposal proposal : new Proposal[] {
            ben.says("hi"),
            ben.offers(anna),
            ben.answers(anna),
            ben.rejects(anna),
            ben.trickles(anna),
            ben.rollsBack(anna),
            ben.reports(anna, TransportState.FAILED),
            ben.renames("b"),
            ben.kicks(anna),
            ben.casts(anna, VIEWER),
            ben.locks(),
            ben.unlocks(),
            ben.closes(),
            ben.leaves()
        }) {
            room.when(proposal).then(ben.isRefused(NOT_IN_ROOM));
        }
    }

    // capacity

    @Test
    void joiningAFullRoomIsRefused() {
        given(anna.joins(places(2)), ben.joins()).when(carl.joins(places(3))).then(carl.isRefused(ROOM_FULL));
    }

    @Test
    void aPlaceThatSomebodyLeftIsFree() {
        given(anna.joins(places(2)), ben.joins(), anna.leaves())
                .when(carl.joins())
                .then(carl.isAdmitted(ben.impolite()), ben.seesJoining(carl.polite()));
    }

    @Test
    void anAbsentMemberKeepsItsPlace() {
        given(anna.joins(places(2)), ben.joins(), ben.disconnects())
                .when(carl.joins())
                .then(carl.isRefused(ROOM_FULL));
    }

    @Test
    void aRoomThatHasEndedTakesTheLimitsOfItsNextFirstJoin() {
        given(anna.joins(places(1)), anna.leaves(), ben.joins(places(2)))
                .when(carl.joins(places(1)))
                .then(carl.isAdmitted(ben.impolite()), ben.seesJoining(carl.polite()));
    }

    // locks

    @Test
    void aLockedRoomIsClosedToNewcomers() {
        given(moderator.joins(), moderator.locks()).when(anna.joins()).then(anna.isRefused(ROOM_LOCKED));
    }

    @Test
    void aModeratorMayJoinALockedRoom() {
        Person other = Person.named("other").cast(MODERATOR);
        given(moderator.joins(), moderator.locks())
                .when(other.joins())
                .then(other.isAdmitted(moderator.impolite()), moderator.seesJoining(other.polite()));
    }

    @Test
    void anUnlockedRoomIsOpenAgain() {
        given(moderator.joins(), moderator.locks(), moderator.unlocks())
                .when(anna.joins())
                .then(anna.isAdmitted(moderator.impolite()), moderator.seesJoining(anna.polite()));
    }

    @Test
    void aLockEndsWithTheRoom() {
        given(moderator.joins(), moderator.locks(), moderator.leaves())
                .when(anna.joins())
                .then(anna.isAdmitted());
    }

    // roles

    @Test
    void theDefaultRoleDependsOnThePattern() {
        given(anna.may(Right.MODERATOR).joins(SFU))
                .when(ben.joins())
                .then(
                        ben.isAdmitted(anna.impolite()),
                        anna.seesJoining(ben.as(PARTICIPANT).polite()));
        given(host.joins(BROADCAST))
                .when(ben.joins())
                .then(
                        ben.isAdmitted(host.impolite()),
                        host.seesJoining(ben.as(VIEWER).polite()));
    }

    @Test
    void aRoleNeedsItsRight() {
        Scene room = given(anna.joins());
        for (Role role : new Role[] {HOST, MEDIA_SERVER, MODERATOR}) {
            room.when(ben.as(role).joins()).then(ben.isRefused(NOT_ALLOWED, "role"));
        }
        room.given(
                ben.cast(HOST).joins(),
                carl.cast(MEDIA_SERVER).joins(),
                dora.cast(MODERATOR).joins());
    }

    @Test
    void whoMayOnlyJoinWatches() {
        Person watcher = ben.mayOnly(Set.of(Right.JOIN));
        given(anna.joins())
                .when(watcher.joins())
                .then(ben.isRefused(NOT_ALLOWED, "role"))
                .when(watcher.as(VIEWER).joins())
                .then(
                        ben.isAdmitted(anna.impolite()),
                        anna.seesJoining(ben.as(VIEWER).polite()));
    }

    @Test
    void joiningItselfNeedsARight() {
        Person stranger = ben.mayOnly(Set.of(Right.PUBLISH, Right.HOST));
        given(anna.joins()).when(stranger.as(HOST).joins()).then(ben.isRefused(NOT_ALLOWED, "room"));
        given().when(stranger.joins()).then(ben.isRefused(NOT_ALLOWED, "room"));
    }

    @Test
    void anybodyMayBeAViewerOfAMesh() {
        given(anna.joins())
                .when(ben.as(VIEWER).joins())
                .then(
                        ben.isAdmitted(anna.impolite()),
                        anna.seesJoining(ben.as(VIEWER).polite()));
    }

    @Test
    void aBroadcastHasNoParticipants() {
        given(host.joins(BROADCAST)).when(anna.as(PARTICIPANT).joins()).then(anna.isRefused(NOT_ALLOWED, "role"));
    }

    @Test
    void aRoomHasOneMediaServer() {
        Person second = Person.named("second").cast(MEDIA_SERVER);
        given(server.joins(SFU))
                .when(second.joins())
                .then(second.isRefused(ROOM_FULL, "role"))
                .given(server.leaves(), second.joins());
    }

    @Test
    void aMediaServerIsNeverPolite() {
        given(anna.may(Right.MODERATOR).joins(SFU))
                .when(server.joins())
                .then(server.isAdmitted(anna.polite()), anna.seesJoining(server.impolite()))
                .when(ben.joins())
                .then(
                        ben.isAdmitted(anna.impolite(), server.impolite()),
                        anna.seesJoining(ben.polite()),
                        server.seesJoining(ben.polite()));
    }

    @ParameterizedTest
    @EnumSource
    @Fills({
        "beckon.room.max-participants.mesh",
        "beckon.room.max-participants.sfu",
        "beckon.room.max-participants.mcu",
        "beckon.room.max-participants.broadcast"
    })
    void aRoomOfEachPatternHasOnlySoManyMembers(Pattern pattern) {
        RoomRules rules = new RoomRules(RoomRules.VERSION, 20, 30, 40, 50, 8, 1000);
        int most = rules.maxParticipants(pattern);
        Scene room = new Scene();
        room.given(Person.named("p0").may(Right.MEDIA_SERVER, Right.HOST).joins(pattern, rules));
        for (int i = 1; i < most; i++) {
            room.given(Person.named("p" + i).joins(pattern, rules));
        }
        assertEquals(most, room.room().size());
        room.when(anna.joins(pattern, rules)).then(anna.isRefused(ROOM_FULL));
        room.given(Person.named("p0").leaves(), anna.joins(pattern, rules));
        assertEquals(most, room.room().size());
    }

    @Test
    void aRoomHasOnlySoManyHosts() {
        given(anna.cast(HOST).joins(BROADCAST, hosts(2)), ben.cast(HOST).joins())
                .when(carl.cast(HOST).joins())
                .then(carl.isRefused(ROOM_FULL, "role"))
                .given(carl.joins(), anna.leaves(), dora.cast(HOST).joins());
    }

    // patterns

    @Test
    void theFirstJoinSetsThePattern() {
        Scene room = given(server.joins(MCU), anna.joins());
        assertEquals(MCU, room.room().pattern());
        room.when(ben.joins(MCU))
                .then(
                        ben.isAdmitted(server.impolite(), anna.impolite()),
                        server.seesJoining(ben.polite()),
                        anna.seesJoining(ben.polite()));
    }

    @Test
    void aDifferingPatternIsRefused() {
        given(server.joins(SFU)).when(anna.joins(MCU)).then(anna.isRefused(NOT_ALLOWED, "pattern"));
        given(anna.joins()).when(host.joins(BROADCAST)).then(host.isRefused(NOT_ALLOWED, "pattern"));
    }

    @Test
    void anybodyMayCreateAMesh() {
        given().when(anna.joins(MESH)).then(anna.isAdmitted());
    }

    @Test
    void creatingAnotherPatternNeedsARight() {
        for (Pattern pattern : new Pattern[] {SFU, MCU}) {
            given().when(anna.joins(pattern)).then(anna.isRefused(NOT_ALLOWED, "pattern"));
            given().when(anna.may(Right.HOST).joins(pattern)).then(anna.isRefused(NOT_ALLOWED, "pattern"));
            given().when(server.joins(pattern)).then(server.isAdmitted());
            given().when(moderator.joins(pattern)).then(moderator.isAdmitted());
        }
        given().when(anna.joins(BROADCAST)).then(anna.isRefused(NOT_ALLOWED, "pattern"));
        given().when(server.joins(BROADCAST)).then(server.isRefused(NOT_ALLOWED, "pattern"));
        given().when(host.joins(BROADCAST)).then(host.isAdmitted());
        given().when(moderator.joins(BROADCAST)).then(moderator.isAdmitted());
    }

    @Test
    void aRefusedFirstJoinLeavesNoTrace() {
        Scene room = given();
        room.when(anna.joins(SFU)).then(anna.isRefused(NOT_ALLOWED, "pattern"));
        assertEquals(new Room(Scene.KEY).snapshot(), room.room().snapshot());
        assertTrue(room.room().isForgettable(room.position()));
    }

    @Test
    void theNextFirstJoinMaySetAnotherPattern() {
        given(host.joins(BROADCAST), host.leaves()).when(anna.joins()).then(anna.isAdmitted());
    }

    // replacing one's old participant

    @Test
    void aReloadedPageReplacesItsOldParticipant() {
        Person reloaded = anna.otherTab("reloaded");
        given(anna.joins(), ben.joins())
                .when(reloaded.joinsInPlaceOf(anna))
                .then(
                        reloaded.isAdmitted(ben.impolite()),
                        ben.seesLeaving(anna, LeaveReason.REPLACED),
                        ben.seesJoining(reloaded.polite()),
                        anna.isDismissed(LeaveReason.REPLACED));
    }

    @Test
    void replacingNeedsNoFreePlace() {
        Person reloaded = anna.otherTab("reloaded");
        given(anna.joins(places(2)), ben.joins())
                .given(reloaded.joinsInPlaceOf(anna))
                .when(carl.joins())
                .then(carl.isRefused(ROOM_FULL));
    }

    @Test
    void replacingWorksInALockedRoom() {
        given(anna.joins(), moderator.joins(), moderator.locks())
                .given(anna.otherTab("reloaded").joinsInPlaceOf(anna))
                .when(ben.joins())
                .then(ben.isRefused(ROOM_LOCKED));
    }

    @Test
    void theOnlyHostMayReplaceItself() {
        Person reloaded = host.otherTab("reloaded");
        given(host.joins(BROADCAST, hosts(1)), anna.as(VIEWER).joins())
                .when(reloaded.joinsInPlaceOf(host))
                .then(
                        reloaded.isAdmitted(anna.as(VIEWER).impolite()),
                        anna.seesLeaving(host, LeaveReason.REPLACED),
                        anna.seesJoining(reloaded.polite()),
                        host.isDismissed(LeaveReason.REPLACED));
    }

    @Test
    void aRoomWhoseOnlyMemberReplacesItselfGoesOn() {
        Person reloaded = moderator.otherTab("reloaded");
        Scene room = given(moderator.joins(SFU, places(1)), moderator.locks(), reloaded.joinsInPlaceOf(moderator));
        assertEquals(SFU, room.room().pattern());
        room.when(anna.joins()).then(anna.isRefused(ROOM_LOCKED)).given(reloaded.unlocks());
        room.when(anna.joins()).then(anna.isRefused(ROOM_FULL));
    }

    @Test
    void theParticipantOfAnotherUserCannotBeReplaced() {
        given(anna.joins(places(2)), ben.joins())
                .when(carl.joinsInPlaceOf(anna))
                .then(carl.isRefused(ROOM_FULL));
    }

    @Test
    void replacingOneWhoHasLeftIsJoining() {
        Person reloaded = anna.otherTab("reloaded");
        given(anna.joins(), ben.joins(), anna.leaves())
                .when(reloaded.joinsInPlaceOf(anna))
                .then(reloaded.isAdmitted(ben.impolite()), ben.seesJoining(reloaded.polite()));
    }

    @Test
    void aRefusedReplacementLeavesTheOldOneWhereItIs() {
        given(anna.joins(), ben.joins())
                .when(anna.otherTab("reloaded").as(HOST).joinsInPlaceOf(anna))
                .then(anna.otherTab("reloaded").isRefused(NOT_ALLOWED, "role"))
                .when(anna.says("still here"))
                .then(anna.isAcknowledged(), ben.gets(Event.Kind.MESSAGE, anna));
    }
}
