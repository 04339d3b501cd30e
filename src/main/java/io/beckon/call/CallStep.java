package io.beckon.call;

import java.util.List;

/** One record being applied to a call. */
final class CallStep {

    private Call call;

    CallStep(Call call) {
        this.call = call;
    }

    CallOutcome begin() {
        return new CallOutcome(call, List.of());
    }

    CallOutcome apply(CallProposal proposal) {
        if (proposal instanceof CallProposal.CallerMoved moved) {
            call = call.movedTo(moved.incarnation());
        }
        return new CallOutcome(call, List.of());
    }
}
