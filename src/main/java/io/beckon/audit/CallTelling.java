package io.beckon.audit;

import io.beckon.audit.Fact.CallSettlement;
import io.beckon.call.Call;
import io.beckon.call.CallNotice;
import io.beckon.call.CallOutcome;
import io.beckon.call.CallProposal;
import io.beckon.call.CallReply;
import io.beckon.call.Callee;
import io.beckon.call.CalleeState;
import io.beckon.room.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record that a call has applied, and what there is to tell of it: first of the call, then of each callee in their order. */
record CallTelling(@Nullable Call before, CallProposal proposal, CallOutcome outcome, Id call, EventMaker events) {

    private static final long MILLIS = 1000;

    void tell() {
        if (proposal instanceof CallProposal.Framed framed) {
            tellIfRefused(framed);
        }
        Call next = outcome.next();
        if (next == null) {
            return;
        }
        boolean begins = next.invite() == proposal;
        if (begins) {
            tellStart(next);
        }
        for (Callee callee : next.callees()) {
            Callee was = begins || before == null ? null : before.callee(callee.user());
            tell(next, was == null ? CalleeState.WAITING : was.state(), callee);
        }
    }

    private void tellIfRefused(CallProposal.Framed framed) {
        for (CallNotice notice : outcome.notices()) {
            if (notice instanceof CallNotice.Replied(Origin to, CallReply.Refused refused)
                    && to.equals(framed.origin())) {
                events.add(by(), new Fact.SignalRefused(FrameName.of(framed), FrameName.code(refused.refusal())));
            }
        }
    }

    private void tellStart(Call next) {
        List<Id> callees =
                next.callees().stream().map(callee -> new Id(callee.user())).toList();
        events.add(
                caller(next), new Fact.CallStarted(call, callees, next.invite().timeoutSeconds()));
    }

    private void tell(Call next, CalleeState was, Callee callee) {
        if (was == callee.state()) {
            return;
        }
        Id user = new Id(callee.user());
        switch (callee.state()) {
            case WAITING, ENDED -> {}
            case RINGING ->
                events.add(By.user(callee.user(), callee.name()), new Fact.CallRinging(call, user, duration(next)));
            case ACCEPTED -> settled(next, callee, CallSettlement.ACCEPTED);
            case DECLINED -> settled(next, callee, CallSettlement.DECLINED);
            case BUSY -> settled(next, callee, CallSettlement.BUSY);
            case NO_ANSWER -> settled(next, callee, CallSettlement.MISSED);
            case CANCELLED -> settled(next, callee, CallSettlement.CANCELLED);
            case UNREACHABLE -> settled(next, callee, CallSettlement.UNREACHABLE);
        }
    }

    private void settled(Call next, Callee callee, CallSettlement outcome) {
        By decider = switch (outcome) {
            case ACCEPTED, DECLINED -> by();
            case CANCELLED ->
                proposal instanceof CallProposal.Stopped(var issuer, var user, var reason)
                        ? By.administrator(issuer, user)
                        : caller(next);
            case BUSY, MISSED, UNREACHABLE -> By.user(callee.user(), callee.name());
        };
        events.add(
                decider, new Fact.CallSettled(call, new Id(callee.user()), outcome, reason(), words(), duration(next)));
    }

    private @Nullable CallReason reason() {
        return switch (proposal) {
            case CallProposal.Decline decline -> CallReason.said(decline.reason());
            case CallProposal.Cancel cancel -> CallReason.said(cancel.reason());
            case CallProposal.Crossed crossed -> CallReason.CROSSED;
            case CallProposal.Stopped stopped -> CallReason.ADMINISTRATOR;
            case CallProposal.Invite invite -> null;
            case CallProposal.Accept accept -> null;
            case CallProposal.Noted noted -> null;
        };
    }

    private @Nullable Label words() {
        return proposal instanceof CallProposal.Stopped stopped ? Label.orNull(stopped.reason()) : null;
    }

    /** Since the call began, as far as that is known. */
    private @Nullable Long duration(Call next) {
        long began = next.invite().expiresAtMillis() - next.invite().timeoutSeconds() * MILLIS;
        return events.since(began);
    }

    private static By caller(Call call) {
        return By.of(call.invite().origin(), call.invite().caller());
    }

    /** Who sent the frame, if it is one. */
    private @Nullable By by() {
        return switch (proposal) {
            case CallProposal.Invite invite -> By.of(invite.origin(), invite.caller());
            case CallProposal.Accept accept -> By.of(accept.origin(), accept.by());
            case CallProposal.Decline decline -> By.of(decline.origin(), decline.by());
            case CallProposal.Cancel cancel -> byCaller(cancel);
            case CallProposal.Noted noted -> null;
        };
    }

    /** Others than the caller can only try. Records of older nodes do not say who they are. */
    private By byCaller(CallProposal.Cancel cancel) {
        if (cancel.by() != null) {
            return By.of(cancel.origin(), cancel.by());
        }
        String session = cancel.origin().session();
        return before != null && before.caller().session().equals(session)
                ? By.of(cancel.origin(), before.caller().person())
                : By.of(cancel.origin(), (String) null, null);
    }
}
