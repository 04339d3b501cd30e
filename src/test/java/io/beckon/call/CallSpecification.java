package io.beckon.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examples of what a call does: {@code given(proposals).when(proposal).then(what who is told)}. */
abstract class CallSpecification {

    static final CallProposal NOBODY_ANSWERED = new CallProposal.NobodyAnswered();
    static final CallProposal TIME_UP = new CallProposal.TimeUp();
    static final CallProposal CROSSED = new CallProposal.Crossed(null);
    static final CallProposal STOPPED = new CallProposal.Stopped("https://issuer.example", "root", "too late");
    static final CallProposal OVER = new CallProposal.Over("hangup");

    static final CallEvent INCOMING = new CallEvent.Incoming();
    static final CallEvent RANG = new CallEvent.Rang();
    static final CallEvent ACCEPTED = new CallEvent.Accepted();
    static final CallEvent ELSEWHERE = new CallEvent.AnsweredElsewhere();
    static final CallEvent BUSY = new CallEvent.Busy();
    static final CallEvent NO_ANSWER = new CallEvent.NoAnswer();

    final Device anna = Device.of("default", "anna", 1);
    final Device annasOther = Device.of("default", "anna", 2);
    final Device ben = Device.of("default", "ben", 1);
    final Device bensOther = Device.of("default", "ben", 2);
    final Device carl = Device.of("default", "carl", 1);
    final Device dora = Device.of("default", "dora", 1);
    final Device strangerBen = Device.of("elsewhere", "ben", 1);

    final CallScene call = new CallScene(List.of(anna, annasOther, ben, bensOther, carl, dora, strangerBen));

    CallScene given(CallProposal... proposals) {
        return call.given(proposals);
    }

    static CallEvent declined(@Nullable String reason) {
        return new CallEvent.Declined(reason);
    }

    static CallEvent cancelled(@Nullable String reason) {
        return new CallEvent.Cancelled(reason);
    }
}
