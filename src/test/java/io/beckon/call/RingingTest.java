package io.beckon.call;

import static io.beckon.call.CallRefusal.NO_SUCH_CALL;
import static io.beckon.call.CallRefusal.NO_SUCH_USER;
import static io.beckon.call.CallRefusal.WRONG_STATE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** From the invitation until somebody's device rings, or nobody's. */
class RingingTest extends CallSpecification {

    @Test
    void aCallAloneTellsNobodyAnything() {
        call.when(anna.calls(ben)).thenNothing();
        assertEquals(CallState.INVITING, call.call().state());
    }

    @Test
    void asSoonAsADeviceRingsTheCallerIsCalling() {
        given(anna.calls(ben))
                .when(ben.rings())
                .then(
                        anna.isCalling(),
                        anna.hears(ben, RANG),
                        ben.hears(ben, INCOMING),
                        bensOther.hears(ben, INCOMING));
        assertEquals(CallState.RINGING, call.call().state());
    }

    @Test
    void aSecondNodeWithDevicesOfTheCalleeChangesNothing() {
        given(anna.calls(ben), ben.rings()).when(bensOther.rings()).thenNothing();
    }

    @Test
    void thatSomebodyRingsWhoIsNotCalledChangesNothing() {
        given(anna.calls(ben)).when(carl.rings()).thenNothing();
    }

    @Test
    void whoCannotBeReachedIsNoSuchUserAndTheCallNeverWas() {
        given(anna.calls(ben))
                .when(NOBODY_ANSWERED)
                .then(anna.isRefused(NO_SUCH_USER))
                .when(ben.rings())
                .thenNothing()
                .when(ben.accepts())
                .then(ben.isRefused(NO_SUCH_CALL))
                .when(anna.cancels(null))
                .then(anna.isRefused(NO_SUCH_CALL))
                .when(TIME_UP)
                .thenNothing();
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void theTimeToReachDoesNotConcernWhoRings() {
        given(anna.calls(ben), ben.rings()).when(NOBODY_ANSWERED).thenNothing();
        assertEquals(CallState.RINGING, call.call().state());
    }

    @Test
    void whoCanBeWokenIsWaitedFor() {
        call.when(anna.wakes(ben))
                .then(anna.isCalling())
                .when(NOBODY_ANSWERED)
                .thenNothing()
                .when(ben.rings())
                .then(anna.hears(ben, RANG), ben.hears(ben, INCOMING), bensOther.hears(ben, INCOMING));
    }

    @Test
    void whoNeverWakesUpDoesNotAnswer() {
        given(anna.wakes(ben), NOBODY_ANSWERED).when(TIME_UP).then(anna.hears(ben, NO_ANSWER));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void whoJustWokeUpMayAcceptBeforeItsNodeHasSaidThatItRings() {
        given(anna.wakes(ben), NOBODY_ANSWERED)
                .when(ben.accepts())
                .then(anna.hears(ben, RANG), anna.hears(ben, ACCEPTED), ben.isAcknowledged(), ben.hears(ben, ACCEPTED));
    }

    @Test
    void anAcceptImpliesThatItRings() {
        given(anna.calls(ben))
                .when(ben.accepts())
                .then(
                        anna.isCalling(),
                        anna.hears(ben, RANG),
                        anna.hears(ben, ACCEPTED),
                        ben.isAcknowledged(),
                        ben.hears(ben, ACCEPTED));
        assertEquals("BEN", call.call().callees().get(0).name());
    }

    @Test
    void soDoesADecline() {
        given(anna.calls(ben))
                .when(ben.declines(null))
                .then(anna.isCalling(), anna.hears(ben, RANG), anna.hears(ben, declined(null)), ben.isAcknowledged());
    }

    @Test
    void whoIsNotToBeDisturbedIsBusyOnceTheOthersHadTheirTime() {
        given(anna.calls(ben), ben.isBusy())
                .when(NOBODY_ANSWERED)
                .then(anna.isCalling(), anna.hears(ben, BUSY))
                .when(ben.accepts())
                .then(ben.isRefused(WRONG_STATE));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void aDeviceThatRingsCountsMoreThanOneThatIsBusy() {
        given(anna.calls(ben), ben.isBusy())
                .when(ben.rings())
                .then(anna.isCalling(), anna.hears(ben, RANG), ben.hears(ben, INCOMING), bensOther.hears(ben, INCOMING))
                .when(NOBODY_ANSWERED)
                .thenNothing();
    }

    @Test
    void busyComesTooLateForWhoRings() {
        given(anna.calls(ben), ben.rings()).when(ben.isBusy()).thenNothing();
    }

    @Test
    void whoWakesUpAndIsNotToBeDisturbedIsBusy() {
        given(anna.wakes(ben), NOBODY_ANSWERED).when(ben.isBusy()).then(anna.hears(ben, BUSY));
    }

    @Test
    void whereSomebodyElseIsWaitedForBusyComesAtItsTime() {
        given(anna.wakes(ben, carl), ben.isBusy()).when(NOBODY_ANSWERED).then(anna.hears(ben, BUSY));
        assertEquals(CallState.INVITING, call.call().state());
    }

    @Test
    void whomTheCallerRingsAlreadyIsBusyAtOnce() {
        call.when(anna.callsAgain("ben", ben)).then(anna.isCalling(), anna.hears(ben, BUSY));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void theTimeIsUpAlsoWhereNobodyHasSaidThatTheTimeToReachIsOver() {
        given(anna.calls(ben)).when(TIME_UP).then(anna.isRefused(NO_SUCH_USER));
    }

    @Test
    void aUserWhoIsCalledTwiceInOneCallIsCalledOnce() {
        call.when(anna.calls(ben, ben)).thenNothing();
        assertEquals(1, call.call().callees().size());
    }

    @Test
    void callingOneselfRingsOnesOtherDevices() {
        given(anna.calls(annasOther))
                .when(annasOther.rings())
                .then(anna.isCalling(), anna.hears(anna, RANG), annasOther.hears(anna, INCOMING))
                .when(anna.accepts())
                .then(anna.isRefused(WRONG_STATE))
                .when(anna.declines(null))
                .then(anna.isRefused(WRONG_STATE))
                .when(annasOther.accepts())
                .then(annasOther.isAcknowledged(), anna.hears(anna, ACCEPTED), annasOther.hears(anna, ACCEPTED));
    }
}
