package io.beckon.room;

import static io.beckon.room.LeaveReason.LEFT;
import static io.beckon.room.LeaveReason.REPLACED;
import static io.beckon.room.LeaveReason.ROOM_CLOSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The room in which a call goes on. */
class CallRoomTest extends RoomSpecification {

    private static final String CALL = "c-1";

    private final Proposal.OpenCall opened = call(anna, ben);

    @Test
    void bothPartiesAreMembersAtOnceAndTheCalleeIsPolite() {
        nobody().when(opened).then(anna.isSeated(ben.polite()), ben.isSeated(anna.impolite()));
    }

    @Test
    void openingItAgainTellsTheSameAgainAndChangesNothing() {
        Scene room = nobody().given(opened);
        RoomSnapshot before = room.room().snapshot();
        room.when(opened).then(anna.isSeated(ben.polite()), ben.isSeated(anna.impolite()));
        assertEquals(before, room.room().snapshot());
    }

    @Test
    void openingItWithALaterIncarnationIsThatSessionsResume() {
        Person back = ben.on(2, "node-2");
        Scene room = nobody().given(opened, ben.disconnects());
        room.when(call(anna, back)).then(anna.isSeated(ben.polite()), ben.isSeated(anna.impolite()));
        assertTrue(room.room().isPresent(ben.session()));
    }

    @Test
    void openingItWithAnOldIncarnationTellsThatOneNothing() {
        Scene room = nobody().given(call(anna, ben.on(2, "node-2")));
        room.when(opened).then(anna.isSeated(ben.polite()));
    }

    @Test
    void hangingUpEndsIt() {
        Scene room = nobody().given(opened);
        room.when(ben.hangsUp(null))
                .then(
                        ben.isAcknowledged(),
                        ben.seesTheCallEnd("hangup"),
                        ben.isDismissed(LEFT),
                        anna.seesTheCallEnd("hangup"),
                        anna.seesClosed(),
                        anna.isDismissed(ROOM_CLOSED));
        assertTrue(room.room().isEmpty());
    }

    @Test
    void theReasonIsPassedOn() {
        Scene.Result over = nobody().given(opened).when(anna.hangsUp("dinner"));
        assertEquals(2, over.effects().stream().filter(CallRoomTest::saysDinner).count());
    }

    private static boolean saysDinner(Effect effect) {
        return effect instanceof Effect.Emitted emitted
                && emitted.event() instanceof Event.CallEnded ended
                && "dinner".equals(ended.reason())
                && ended.from().user().equals("anna")
                && ended.to().equals(List.of(new CallPerson("ben", "ben")));
    }

    @Test
    void aResentHangUpIsAcknowledgedAgain() {
        Scene room = nobody().given(opened);
        Reply first = room.when(ben.with("h").hangsUp(null)).reply();
        assertEquals(first, room.when(ben.with("h").hangsUp(null)).reply());
    }

    @Test
    void hangingUpTwiceIsTheWrongState() {
        nobody().given(opened, ben.hangsUp(null))
                .when(ben.hangsUp(null))
                .then(ben.isRefused(Refusal.WRONG_STATE, "call"));
        nobody().given(opened, ben.hangsUp(null))
                .when(anna.hangsUp(null))
                .then(anna.isRefused(Refusal.WRONG_STATE, "call"));
    }

    @Test
    void othersKnowOfNoCall() {
        nobody().given(opened).when(carl.hangsUp(null)).then(carl.isRefused(Refusal.NO_SUCH_CALL, "call"));
        nobody().when(carl.hangsUp(null)).then(carl.isRefused(Refusal.NO_SUCH_CALL, "call"));
    }

    @Test
    void aPartyWhoseWindowIsOverEndsIt() {
        nobody().given(opened, ben.disconnects())
                .when(ben.windowElapses(2))
                .then(anna.seesTheCallEnd("timeout"), anna.seesClosed(), anna.isDismissed(ROOM_CLOSED));
    }

    @Test
    void leavingTheRoomEndsIt() {
        nobody().given(opened)
                .when(anna.leaves())
                .then(anna.hasLeft(), ben.seesTheCallEnd("left"), ben.seesClosed(), ben.isDismissed(ROOM_CLOSED));
    }

    @Test
    void onceItIsOverALateRecordDoesNotOpenItAgain() {
        nobody().given(opened, ben.hangsUp(null)).when(opened).thenNothing();
    }

    @Test
    void aCallThatIsOverIsForgottenInTime() {
        Scene room = nobody().given(opened, ben.hangsUp(null));
        assertFalse(room.room().isForgettable(CallHead.RECORDS_REMEMBERED));
        assertTrue(room.room().isForgettable(2 + CallHead.RECORDS_REMEMBERED));
    }

    // who gets in

    @Test
    void nobodyElseGetsIn() {
        nobody().given(opened).when(carl.joins()).then(carl.isRefused(Refusal.NOT_ALLOWED, "room"));
    }

    @Test
    void nobodyMakesACallsRoomByJoiningIt() {
        nobody().when(anna.joins()).then(anna.isRefused(Refusal.NOT_ALLOWED, "room"));
        nobody().given(opened, ben.hangsUp(null)).when(anna.joins()).then(anna.isRefused(Refusal.NOT_ALLOWED, "room"));
    }

    @Test
    void aReloadedPageTakesThePlaceOfTheOldOneAndTheCallGoesOn() {
        Person reloaded = ben.otherTab("ben-2");
        Scene room = nobody().given(opened);
        room.when(reloaded.joinsInPlaceOf(ben))
                .then(
                        reloaded.isAdmitted(anna.impolite()),
                        anna.seesLeaving(ben, REPLACED),
                        ben.isDismissed(REPLACED),
                        anna.seesJoining(reloaded.polite()));
        room.when(opened).then(anna.isSeated(reloaded.polite()));
    }

    // several

    @Test
    void whoAcceptsLaterComesIn() {
        nobody().given(opened)
                .when(call(anna, carl))
                .then(
                        anna.seesJoining(carl.polite()),
                        ben.seesJoining(carl.polite()),
                        anna.isSeated(ben.polite(), carl.polite()),
                        carl.isSeated(anna.impolite(), ben.impolite()));
    }

    @Test
    void oneOfSeveralHangsUpAndTheOthersGoOn() {
        Scene room = nobody().given(opened, call(anna, carl));
        room.when(ben.hangsUp(null))
                .then(
                        ben.isAcknowledged(),
                        ben.seesTheCallEnd("hangup"),
                        ben.isDismissed(LEFT),
                        anna.seesLeaving(ben, LEFT),
                        carl.seesLeaving(ben, LEFT));
        room.when(opened).then(anna.isSeated(carl.polite()));
    }

    @Test
    void whoeverIsSeatedNoLongerWaitsAtTheDoor() {
        Proposal.Order lock =
                new Proposal.Order("o", "https://issuer", "root", null, new Proposal.Action.SetLock(true));
        Scene room = nobody().given(opened, lock, carl.knocks());
        room.given(call(anna, carl));
        assertEquals(List.of(), room.room().snapshot().knocks());
    }

    private static Scene nobody() {
        return new Scene(RoomKey.ofCall("default", CALL));
    }

    private static Proposal.OpenCall call(Person... parties) {
        return new Proposal.OpenCall(CALL, Stream.of(parties).map(Person::party).toList(), RoomRules.DEFAULT);
    }
}
