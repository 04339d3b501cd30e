package io.beckon.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call: the state that its records have led to so far; immutable. Applying the same records in the same order leads to the
 * same state and the same notices everywhere.
 *
 * <pre>
 *                 Ringing                Accept               Over
 *   INVITING ───────────────▶ RINGING ───────────▶ ACCEPTED ───────▶ ENDED
 *       │                        │                                     ▲
 *       └── nobody reachable ────┴── Decline, Cancel, time, gone ──────┘
 * </pre>
 *
 * Each callee has a row of its own; the call's state is what the rows together say.
 *
 * @param invite the call's first record
 * @param caller in the session's present incarnation
 * @param callees in the order of the invitation
 * @param reached whether the time to find the callees is over
 */
public record Call(
        String id,
        CallProposal.Invite invite,
        Party caller,
        List<Callee> callees,
        boolean reached,
        CallReplies replies) {

    static CallOutcome begin(String id, CallProposal.Invite invite) {
        Party caller = Party.at(invite.origin(), invite.caller());
        List<Callee> callees =
                invite.callees().stream().distinct().map(Callee::of).toList();
        return new CallStep(new Call(id, invite, caller, callees, false, CallReplies.NONE)).begin();
    }

    /** A frame that was refused may be sent again, and is then the first of another attempt. */
    public CallOutcome apply(CallProposal proposal) {
        boolean anew = proposal instanceof CallProposal.Invite again
                && replies.neverWas()
                && again.origin().session().equals(caller.session());
        return anew ? begin(id, (CallProposal.Invite) proposal) : new CallStep(this).apply(proposal);
    }

    /** What is left to know of it once it has ended: nothing rings any more that would be told. */
    Call withoutMetadata() {
        return new Call(id, invite.withoutMetadata(), caller, callees, reached, replies);
    }

    public String tenant() {
        return caller.person().tenant();
    }

    public CallState state() {
        if (has(CalleeState.ACCEPTED)) {
            return CallState.ACCEPTED;
        }
        if (has(CalleeState.RINGING)) {
            return CallState.RINGING;
        }
        return has(CalleeState.WAITING) ? CallState.INVITING : CallState.ENDED;
    }

    private boolean has(CalleeState state) {
        return callees.stream().anyMatch(callee -> callee.state() == state);
    }

    public @Nullable Callee callee(String user) {
        for (Callee callee : callees) {
            if (callee.user().equals(user)) {
                return callee;
            }
        }
        return null;
    }

    /** Whether this is a callee. */
    boolean isTo(@Nullable Person person) {
        return person != null && person.tenant().equals(tenant()) && callee(person.user()) != null;
    }

    /** Whether this user is a callee in this state. */
    public boolean has(String user, CalleeState state) {
        Callee callee = callee(user);
        return callee != null && callee.state() == state;
    }

    /** Whether this user is a callee without an outcome yet. */
    public boolean isOpenFor(String user) {
        Callee callee = callee(user);
        return callee != null && callee.state().isOpen();
    }

    /** Whether this user, as caller or as callee, talks in it. */
    public boolean isTalking(String user) {
        Callee callee = callee(user);
        return state() == CallState.ACCEPTED
                && (caller.person().user().equals(user) || callee != null && callee.state() == CalleeState.ACCEPTED);
    }

    /** Whether this session is the caller's, or the one that has accepted for a callee. */
    public boolean isParty(String session) {
        return caller.session().equals(session)
                || callees.stream()
                        .map(Callee::answered)
                        .anyMatch(party -> party != null && party.session().equals(session));
    }
}
