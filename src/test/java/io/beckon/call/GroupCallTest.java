package io.beckon.call;

import static io.beckon.call.CallRefusal.NO_SUCH_USER;
import static io.beckon.call.CallRefusal.WRONG_STATE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Calls to several people: each has a row of their own. */
class GroupCallTest extends CallSpecification {

    private CallScene ringing() {
        return given(anna.calls(carl, dora), carl.rings(), dora.rings());
    }

    @Test
    void theCallIsAnsweredOnceAndEachRingsByItself() {
        given(anna.calls(carl, dora))
                .when(dora.rings())
                .then(anna.isCalling(), anna.hears(dora, RANG), dora.hears(dora, INCOMING))
                .when(carl.rings())
                .then(anna.hears(carl, RANG), carl.hears(carl, INCOMING));
    }

    @Test
    void severalAccept() {
        ringing()
                .when(dora.accepts())
                .then(dora.isAcknowledged(), dora.hears(dora, ACCEPTED), anna.hears(dora, ACCEPTED))
                .when(carl.accepts())
                .then(carl.isAcknowledged(), carl.hears(carl, ACCEPTED), anna.hears(carl, ACCEPTED));
    }

    @Test
    void oneDeclinesAndTheOtherStillRings() {
        ringing()
                .when(carl.declines(null))
                .then(carl.isAcknowledged(), anna.hears(carl, declined(null)))
                .when(dora.accepts())
                .then(dora.isAcknowledged(), dora.hears(dora, ACCEPTED), anna.hears(dora, ACCEPTED));
    }

    @Test
    void aCancelStopsThoseWhoStillRing() {
        ringing()
                .given(carl.accepts())
                .when(anna.cancels(null))
                .then(anna.isAcknowledged(), dora.hears(dora, cancelled(null)))
                .when(anna.cancels(null))
                .then(anna.isRefused(WRONG_STATE));
        assertEquals(CallState.ACCEPTED, call.call().state());
    }

    @Test
    void whoCannotBeReachedDoesNotAnswer() {
        given(anna.calls(carl, dora), carl.rings()).when(NOBODY_ANSWERED).then(anna.hears(dora, NO_ANSWER));
        assertEquals(CallState.RINGING, call.call().state());
    }

    @Test
    void whereNobodyCanBeReachedThereIsNoSuchUser() {
        given(anna.calls(carl, dora)).when(NOBODY_ANSWERED).then(anna.isRefused(NO_SUCH_USER));
    }

    @Test
    void whereOneIsBusyTheOtherDoesNotAnswer() {
        given(anna.calls(carl, dora), dora.isBusy())
                .when(NOBODY_ANSWERED)
                .then(anna.isCalling(), anna.hears(carl, NO_ANSWER), anna.hears(dora, BUSY));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void whoRingsAlreadyIsBusyAndTheOtherIsCalled() {
        call.when(anna.callsAgain("carl", carl, dora))
                .then(anna.isCalling(), anna.hears(carl, BUSY))
                .when(dora.rings())
                .then(anna.hears(dora, RANG), dora.hears(dora, INCOMING))
                .when(carl.rings())
                .thenNothing();
    }

    @Test
    void whoeverStillRingsStopsWhenTimeIsUpAndTheOthersGoOn() {
        ringing().given(carl.accepts()).when(TIME_UP).then(anna.hears(dora, NO_ANSWER), dora.hears(dora, NO_ANSWER));
        assertEquals(CallState.ACCEPTED, call.call().state());
    }

    @Test
    void whoeverStillRingsStopsWhenTheRoomHasEnded() {
        ringing()
                .given(carl.accepts())
                .when(OVER)
                .then(dora.hears(dora, cancelled(null)))
                .when(dora.accepts())
                .then(dora.isRefused(WRONG_STATE));
        assertEquals(CallState.ENDED, call.call().state());
    }

    @Test
    void whoHasAcceptedTheOtherWayIsCalledNoMoreAndTheOthersRingOn() {
        ringing()
                .when(new CallProposal.Crossed(carl.user()))
                .then(anna.hears(carl, cancelled("crossed")), carl.hears(carl, cancelled("crossed")))
                .when(dora.accepts())
                .then(dora.isAcknowledged(), dora.hears(dora, ACCEPTED), anna.hears(dora, ACCEPTED));
    }

    @Test
    void anOlderRecordDoesNotSayWhoOfAGroupHasCrossed() {
        ringing().when(CROSSED).thenNothing();
    }

    @Test
    void aCallerMayBeAmongTheCalled() {
        given(anna.calls(annasOther, carl), carl.rings())
                .when(annasOther.rings())
                .then(anna.hears(anna, RANG), annasOther.hears(anna, INCOMING))
                .when(annasOther.accepts())
                .then(annasOther.isAcknowledged(), annasOther.hears(anna, ACCEPTED), anna.hears(anna, ACCEPTED));
    }
}
