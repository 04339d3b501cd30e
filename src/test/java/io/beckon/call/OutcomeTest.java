package io.beckon.call;

import static io.beckon.call.CallRefusal.NO_SUCH_CALL;
import static io.beckon.call.CallRefusal.WRONG_STATE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What ends the ringing, and the call. */
class OutcomeTest extends CallSpecification {

    private CallScene ringing() {
        return given(anna.calls(ben), ben.rings());
    }

    private CallScene accepted() {
        return ringing().given(ben.accepts());
    }

    @Test
    void theFirstAcceptWinsAndTheOtherDevicesStop() {
        ringing()
                .when(ben.accepts())
                .then(
                        ben.isAcknowledged(),
                        ben.hears(ben, ACCEPTED),
                        anna.hears(ben, ACCEPTED),
                        bensOther.hears(ben, ELSEWHERE))
                .when(bensOther.accepts())
                .then(bensOther.isRefused(WRONG_STATE));
        assertEquals(CallState.ACCEPTED, call.call().state());
        Party answered = call.call().callees().get(0).answered();
        assertEquals(new Party(ben.session(), ben.incarnation(), ben.person()), answered);
    }

    @Test
    void oneDeviceDeclinesForAll() {
        ringing()
                .when(ben.declines("later"))
                .then(ben.isAcknowledged(), anna.hears(ben, declined("later")), bensOther.hears(ben, declined("later")))
                .when(bensOther.accepts())
                .then(bensOther.isRefused(WRONG_STATE));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void theCallerCancels() {
        ringing()
                .when(anna.cancels("mistake"))
                .then(
                        anna.isAcknowledged(),
                        ben.hears(ben, cancelled("mistake")),
                        bensOther.hears(ben, cancelled("mistake")))
                .when(ben.accepts())
                .then(ben.isRefused(WRONG_STATE));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void whoNeverHeardOfACallDoesNotHearOfItsEnd() {
        given(anna.wakes(ben)).when(anna.cancels(null)).then(anna.isAcknowledged());
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void aCancelBeforeAnythingRangAnswersTheCallFirst() {
        given(anna.calls(ben))
                .when(anna.with("2").cancels(null))
                .then(anna.isCalling(), anna.with("2").isAcknowledged());
    }

    @Test
    void nobodyAnswersInTime() {
        ringing()
                .when(TIME_UP)
                .then(anna.hears(ben, NO_ANSWER), ben.hears(ben, NO_ANSWER), bensOther.hears(ben, NO_ANSWER))
                .when(ben.accepts())
                .then(ben.isRefused(WRONG_STATE))
                .when(anna.cancels(null))
                .then(anna.isRefused(WRONG_STATE));
    }

    @Test
    void timeIsNothingToAnAcceptedCall() {
        accepted().when(TIME_UP).thenNothing();
        assertEquals(CallState.ACCEPTED, call.call().state());
    }

    @Test
    void aCallerWhoIsGoneRingsNoMore() {
        ringing()
                .when(anna.isGone())
                .then(ben.hears(ben, cancelled(null)), bensOther.hears(ben, cancelled(null)))
                .when(ben.accepts())
                .then(ben.isRefused(WRONG_STATE));
    }

    @Test
    void aCallerWhoIsBackIsNotGone() {
        ringing().given(anna.resumed().moves()).when(anna.isGone()).thenNothing();
        assertEquals(anna.resumed().incarnation(), call.call().caller().incarnation());
        call.when(anna.resumed().isGone()).then(ben.hears(ben, cancelled(null)), bensOther.hears(ben, cancelled(null)));
    }

    @Test
    void aCallerMovesForwardOnly() {
        ringing().given(anna.resumed().moves()).when(anna.moves()).thenNothing();
        assertEquals(anna.resumed().incarnation(), call.call().caller().incarnation());
    }

    @Test
    void aCallerWhoIsGoneLeavesAnAcceptedCallToItsRoom() {
        accepted().when(anna.isGone()).thenNothing();
        assertEquals(CallState.ACCEPTED, call.call().state());
    }

    @Test
    void theOneOfTwoCrossingCallsThatWasNotAcceptedIsCancelled() {
        ringing()
                .when(CROSSED)
                .then(
                        anna.hears(ben, cancelled("crossed")),
                        ben.hears(ben, cancelled("crossed")),
                        bensOther.hears(ben, cancelled("crossed")));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void crossedBeforeAnythingRangAnswersTheCallFirst() {
        given(anna.calls(ben)).when(CROSSED).then(anna.isCalling(), anna.hears(ben, cancelled("crossed")));
    }

    @Test
    void anAdministratorEndsWhatRings() {
        given(anna.calls(ben), ben.rings())
                .when(STOPPED)
                .then(
                        anna.hears(ben, cancelled("too late")),
                        ben.hears(ben, cancelled("too late")),
                        bensOther.hears(ben, cancelled("too late")))
                .when(ben.accepts())
                .then(ben.isRefused(CallRefusal.WRONG_STATE));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void whoTalksIsNotStoppedByThatButOthersRingNoMore() {
        given(anna.calls(ben, carl), ben.rings(), carl.rings(), ben.accepts())
                .when(STOPPED)
                .then(anna.hears(carl, cancelled("too late")), carl.hears(carl, cancelled("too late")));
        assertEquals(CallState.ACCEPTED, call.call().state());
    }

    @Test
    void anAcceptedCallIsCrossedNoMore() {
        accepted().when(CROSSED).thenNothing();
    }

    @Test
    void aCallIsOverWithItsRoom() {
        accepted()
                .when(OVER)
                .thenNothing()
                .when(bensOther.accepts())
                .then(bensOther.isRefused(WRONG_STATE))
                .when(anna.cancels(null))
                .then(anna.isRefused(WRONG_STATE));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void aCallWithoutARoomIsNotOver() {
        ringing().when(OVER).thenNothing();
        assertEquals(CallState.RINGING, call.call().state());
    }

    @Test
    void anAcceptedCallCannotBeDeclinedOrCancelled() {
        accepted()
                .when(bensOther.declines(null))
                .then(bensOther.isRefused(WRONG_STATE))
                .when(anna.cancels(null))
                .then(anna.isRefused(WRONG_STATE));
        assertEquals(CallState.ACCEPTED, call.call().state());
    }

    @Test
    void othersAreToldThatThereIsNoSuchCall() {
        ringing()
                .when(carl.accepts())
                .then(carl.isRefused(NO_SUCH_CALL))
                .when(carl.declines(null))
                .then(carl.isRefused(NO_SUCH_CALL))
                .when(carl.cancels(null))
                .then(carl.isRefused(NO_SUCH_CALL))
                .when(annasOther.cancels(null))
                .then(annasOther.isRefused(NO_SUCH_CALL));
    }

    /** Also when it is sent again later, whatever has become of the call. */
    @Test
    void whatIsNotForAPartyToDoIsWrongState() {
        ringing()
                .when(ben.cancels(null))
                .then(ben.isRefused(WRONG_STATE))
                .when(anna.accepts())
                .then(anna.isRefused(WRONG_STATE))
                .when(anna.declines(null))
                .then(anna.isRefused(WRONG_STATE))
                .given(ben.accepts())
                .when(ben.cancels(null))
                .then(ben.isRefused(WRONG_STATE))
                .when(bensOther.cancels(null))
                .then(bensOther.isRefused(WRONG_STATE))
                .when(anna.accepts())
                .then(anna.isRefused(WRONG_STATE));
    }

    @Test
    void aUserOfTheSameNameInAnotherTenantIsSomebodyElse() {
        ringing()
                .when(strangerBen.accepts())
                .then(strangerBen.isRefused(NO_SUCH_CALL))
                .when(strangerBen.declines(null))
                .then(strangerBen.isRefused(NO_SUCH_CALL));
    }

    @Test
    void aCallThatNobodyKnowsIsNoSuchCall() {
        call.when(ben.accepts())
                .then(ben.isRefused(NO_SUCH_CALL))
                .when(ben.declines(null))
                .then(ben.isRefused(NO_SUCH_CALL))
                .when(anna.cancels(null))
                .then(anna.isRefused(NO_SUCH_CALL))
                .when(ben.rings())
                .thenNothing()
                .when(TIME_UP)
                .thenNothing();
    }
}
