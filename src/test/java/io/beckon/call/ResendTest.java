package io.beckon.call;

import static io.beckon.call.CallRefusal.NO_SUCH_CALL;
import static io.beckon.call.CallRefusal.NO_SUCH_USER;
import static io.beckon.call.CallRefusal.WRONG_STATE;

import org.junit.jupiter.api.Test;

/** Frames that come again. */
class ResendTest extends CallSpecification {

    private final Device back = anna.resumed().at(9);

    @Test
    void aCallThatCameTwiceIsAnsweredTwiceAndRingsOnce() {
        given(anna.with("1").calls(ben), back.with("1").calls(ben))
                .when(ben.rings())
                .then(
                        anna.with("1").isCalling(),
                        back.with("1").isCalling(),
                        anna.hears(ben, RANG),
                        ben.hears(ben, INCOMING),
                        bensOther.hears(ben, INCOMING));
    }

    @Test
    void aCallThatWasAnsweredIsAnsweredAgainAlsoWhenItIsOver() {
        given(anna.with("1").calls(ben), ben.rings())
                .when(back.with("1").calls(ben))
                .then(back.with("1").isCalling())
                .given(ben.declines(null))
                .when(back.with("1").calls(ben))
                .then(back.with("1").isCalling());
    }

    @Test
    void aCallThatWasRefusedIsTriedAnew() {
        given(anna.with("1").calls(ben))
                .when(NOBODY_ANSWERED)
                .then(anna.with("1").isRefused(NO_SUCH_USER))
                .given(back.with("1").calls(ben))
                .when(ben.rings())
                .then(
                        back.with("1").isCalling(),
                        anna.hears(ben, RANG),
                        ben.hears(ben, INCOMING),
                        bensOther.hears(ben, INCOMING));
    }

    @Test
    void somebodyElseCannotRepeatACall() {
        given(anna.with("1").calls(ben))
                .when(carl.with("1").calls(ben))
                .then(carl.with("1").isRefused(NO_SUCH_CALL));
    }

    @Test
    void anAcceptIsAcknowledgedAgainAndNobodyElseHears() {
        given(anna.calls(ben), ben.rings(), ben.with("1").accepts())
                .when(ben.with("1").resumed().accepts())
                .then(ben.with("1").resumed().isAcknowledged())
                .when(ben.with("2").accepts())
                .then(ben.with("2").isRefused(WRONG_STATE))
                .when(bensOther.with("1").accepts())
                .then(bensOther.with("1").isRefused(WRONG_STATE));
    }

    @Test
    void aDeclineIsAcknowledgedAgain() {
        given(anna.calls(ben), ben.rings(), ben.with("1").declines(null))
                .when(ben.with("1").declines(null))
                .then(ben.with("1").isAcknowledged());
    }

    @Test
    void aCancelIsAcknowledgedAgain() {
        given(anna.calls(ben), ben.rings(), anna.with("2").cancels(null))
                .when(anna.with("2").cancels(null))
                .then(anna.with("2").isAcknowledged());
    }

    @Test
    void anAcceptThatWasAcknowledgedIsSoAfterTheCallToo() {
        given(anna.calls(ben), ben.rings(), ben.with("1").accepts(), OVER)
                .when(ben.with("1").accepts())
                .then(ben.with("1").isAcknowledged());
    }

    @Test
    void aFrameWithoutIdIsNeverARepeat() {
        given(anna.calls(ben), ben.rings(), ben.accepts()).when(ben.accepts()).then(ben.isRefused(WRONG_STATE));
    }
}
