package io.beckon.call;

import io.beckon.call.CallProposal.Invite;
import io.beckon.room.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One record being applied to a call. */
final class CallStep {

    private final Call before;
    private final Invite invite;
    private final Map<String, Callee> callees;
    private final List<CallNotice> notices = new ArrayList<>(4);
    private Party caller;
    private boolean reached;
    private CallReplies replies;

    CallStep(Call before) {
        this.before = before;
        invite = before.invite();
        callees = new LinkedHashMap<>();
        before.callees().forEach(this::put);
        caller = before.caller();
        reached = before.reached();
        replies = before.replies();
    }

    CallOutcome begin() {
        replies = replies.owedTo(invite.origin());
        List<Callee> ringing = all().filter(callee -> invite.alreadyRinging().contains(callee.user()))
                .toList();
        if (invite.wakes()) {
            answerThatItRings();
        }
        ringing.forEach(this::sayBusy);
        return outcome();
    }

    CallOutcome apply(CallProposal proposal) {
        switch (proposal) {
            case Invite repeat -> repeat(repeat.origin());
            case CallProposal.Accept accept -> accept(accept);
            case CallProposal.Decline decline -> decline(decline);
            case CallProposal.Cancel cancel -> cancel(cancel);
            case CallProposal.Ringing ringing -> ring(ringing);
            case CallProposal.Busy busy -> doNotDisturb(busy);
            case CallProposal.NobodyAnswered over -> giveUpTheUnreachable();
            case CallProposal.TimeUp over -> timeOut();
            case CallProposal.CallerMoved moved -> move(moved);
            case CallProposal.CallerGone gone -> callerGone(gone);
            case CallProposal.Crossed crossed -> cross(crossed.user());
            case CallProposal.Stopped stopped -> callOff(open().stream(), stopped.reason());
            case CallProposal.Over over -> over();
        }
        return outcome();
    }

    private CallOutcome outcome() {
        Call next = new Call(before.id(), invite, caller, List.copyOf(callees.values()), reached, replies);
        return new CallOutcome(next, List.copyOf(notices));
    }

    private void repeat(Origin origin) {
        CallReply reply = replies.toInvite();
        if (!origin.session().equals(caller.session())) {
            reply(origin, new CallReply.Refused(CallRefusal.NO_SUCH_CALL));
        } else if (reply == null) {
            replies = replies.owedTo(origin);
        } else {
            reply(origin, reply);
        }
    }

    private void ring(CallProposal.Ringing ringing) {
        Callee callee = waiting(ringing.user());
        if (callee != null) {
            Callee rung = put(callee.named(ringing.userName()).in(CalleeState.RINGING));
            tellCaller(rung, new CallEvent.Rang());
            tellDevices(rung, new CallEvent.Incoming(), Set.of());
        }
    }

    private void doNotDisturb(CallProposal.Busy busy) {
        Callee callee = waiting(busy.user());
        if (callee != null) {
            Callee told = put(callee.named(busy.userName()).notToBeDisturbed());
            if (reached) {
                sayBusy(told);
            }
        }
    }

    private void accept(CallProposal.Accept accept) {
        Origin origin = accept.origin();
        Callee callee = answerable(origin, accept.by());
        if (callee != null) {
            Callee next = put(callee.answeredBy(Party.at(origin, accept.by())));
            acknowledge(origin);
            tellCaller(next, new CallEvent.Accepted());
            tell(new CallAudience.Session(origin.session()), next, new CallEvent.Accepted());
            if (callee.state() == CalleeState.RINGING) {
                tellDevices(next, new CallEvent.AnsweredElsewhere(), Set.of(origin.session()));
            }
        }
    }

    private void decline(CallProposal.Decline decline) {
        Callee callee = answerable(decline.origin(), decline.by());
        if (callee != null) {
            acknowledge(decline.origin());
            CallEvent event = new CallEvent.Declined(decline.reason());
            Callee next = end(
                    callee, CalleeState.DECLINED, event, Set.of(decline.origin().session()));
            tellCaller(next, event);
        }
    }

    /** The row that this person may decide now; otherwise {@code null}, and the reply is given. */
    private @Nullable Callee answerable(Origin origin, Person by) {
        Callee callee = callees.get(by.user());
        if (isRepeated(origin)) {
            return null;
        }
        boolean isCaller = origin.session().equals(caller.session());
        if (!isCaller && (!before.isTo(by) || replies.neverWas())) {
            reply(origin, new CallReply.Refused(CallRefusal.NO_SUCH_CALL));
            return null;
        }
        if (isCaller || callee == null || !callee.state().isOpen()) {
            reply(origin, new CallReply.Refused(CallRefusal.WRONG_STATE));
            return null;
        }
        Callee named = callee.named(by.userName());
        if (callee.state() == CalleeState.WAITING) {
            tellCaller(named, new CallEvent.Rang());
        }
        return named;
    }

    private void cancel(CallProposal.Cancel cancel) {
        Origin origin = cancel.origin();
        if (isRepeated(origin)) {
            return;
        }
        boolean isCaller = origin.session().equals(caller.session());
        if (isCaller ? replies.neverWas() : !before.isTo(cancel.by())) {
            reply(origin, new CallReply.Refused(CallRefusal.NO_SUCH_CALL));
        } else if (!isCaller || open().isEmpty()) {
            reply(origin, new CallReply.Refused(CallRefusal.WRONG_STATE));
        } else {
            answerThatItRings();
            acknowledge(origin);
            cancelOpen(cancel.reason());
        }
    }

    private void giveUpTheUnreachable() {
        if (reached) {
            return;
        }
        reached = true;
        List<Callee> waiting = in(CalleeState.WAITING);
        boolean anyBusy = waiting.stream().anyMatch(Callee::busy);
        if (replies.toInvite() == null && !anyBusy) {
            waiting.forEach(callee -> put(callee.in(CalleeState.UNREACHABLE)));
            answerInvite(new CallReply.Refused(CallRefusal.NO_SUCH_USER));
            return;
        }
        for (Callee callee : waiting) {
            if (callee.busy()) {
                sayBusy(callee);
            } else if (!invite.wakes()) {
                sayNoAnswer(callee, CalleeState.UNREACHABLE);
            }
        }
    }

    private void timeOut() {
        giveUpTheUnreachable();
        open().forEach(callee -> sayNoAnswer(callee, CalleeState.NO_ANSWER));
    }

    private void move(CallProposal.CallerMoved moved) {
        if (moved.incarnation().compareTo(caller.incarnation()) > 0) {
            caller = new Party(caller.session(), moved.incarnation(), caller.person());
        }
    }

    private void callerGone(CallProposal.CallerGone gone) {
        if (gone.incarnation().compareTo(caller.incarnation()) >= 0 && !open().isEmpty()) {
            answerThatItRings();
            cancelOpen(null);
        }
    }

    /** The others of a group ring on. */
    private void cross(@Nullable String user) {
        String who = user == null && callees.size() == 1 ? invite.callees().getFirst() : user;
        callOff(open().stream().filter(callee -> callee.user().equals(who)), CallEvent.Cancelled.CROSSED);
    }

    /** It was not the caller who did. */
    private void callOff(Stream<Callee> some, String reason) {
        CallEvent event = new CallEvent.Cancelled(reason);
        some.forEach(callee -> tellCaller(end(callee, CalleeState.CANCELLED, event, Set.of()), event));
    }

    private void over() {
        List<Callee> talking = in(CalleeState.ACCEPTED);
        if (!talking.isEmpty()) {
            talking.forEach(callee -> put(callee.in(CalleeState.ENDED)));
            cancelOpen(null);
        }
    }

    private void cancelOpen(@Nullable String reason) {
        open().forEach(callee -> end(callee, CalleeState.CANCELLED, new CallEvent.Cancelled(reason), Set.of()));
    }

    private void sayBusy(Callee callee) {
        tellCaller(put(callee.in(CalleeState.BUSY)), new CallEvent.Busy());
    }

    private void sayNoAnswer(Callee callee, CalleeState outcome) {
        CallEvent event = new CallEvent.NoAnswer();
        tellCaller(end(callee, outcome, event, Set.of()), event);
    }

    /** Decides a row that is open; its devices are told if they ring. */
    private Callee end(Callee callee, CalleeState outcome, CallEvent event, Set<String> except) {
        Callee next = put(callee.in(outcome));
        if (callee.state() == CalleeState.RINGING) {
            tellDevices(next, event, except);
        }
        return next;
    }

    /** There is a call: the caller is told so once. */
    private void answerThatItRings() {
        if (replies.toInvite() == null) {
            answerInvite(new CallReply.Calling(invite.expiresAtMillis()));
        }
    }

    private void answerInvite(CallReply reply) {
        replies.owed().forEach(origin -> reply(origin, reply));
        replies = replies.decided(reply);
    }

    private boolean isRepeated(Origin origin) {
        boolean repeated = replies.repeats(origin);
        if (repeated) {
            reply(origin, new CallReply.Acknowledged());
        }
        return repeated;
    }

    private void acknowledge(Origin origin) {
        replies = replies.acknowledging(origin);
        reply(origin, new CallReply.Acknowledged());
    }

    private void reply(Origin origin, CallReply reply) {
        notices.add(new CallNotice.Replied(origin, reply));
    }

    /** No event comes before the answer to the call itself. */
    private void tellCaller(Callee callee, CallEvent event) {
        answerThatItRings();
        tell(new CallAudience.Session(caller.session()), callee, event);
    }

    /** The caller's own session is none of them, even if callers call themselves. */
    private void tellDevices(Callee callee, CallEvent event, Set<String> except) {
        Set<String> all =
                Stream.concat(Stream.of(caller.session()), except.stream()).collect(Collectors.toUnmodifiableSet());
        tell(new CallAudience.Devices(before.tenant(), callee.user(), all), callee, event);
    }

    private void tell(CallAudience audience, Callee callee, CallEvent event) {
        notices.add(new CallNotice.Told(audience, callee, event));
    }

    private Callee put(Callee callee) {
        callees.put(callee.user(), callee);
        return callee;
    }

    private @Nullable Callee waiting(String user) {
        Callee callee = callees.get(user);
        return callee != null && callee.state() == CalleeState.WAITING ? callee : null;
    }

    private Stream<Callee> all() {
        return callees.values().stream();
    }

    private List<Callee> open() {
        return all().filter(callee -> callee.state().isOpen()).toList();
    }

    private List<Callee> in(CalleeState state) {
        return all().filter(callee -> callee.state() == state).toList();
    }
}
