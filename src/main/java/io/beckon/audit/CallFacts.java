package io.beckon.audit;

import io.beckon.call.Call;
import io.beckon.call.CallOutcome;
import io.beckon.call.CallProposal;
import io.beckon.room.RoomKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from the records of calls, for auditors. Stateless: any number of threads may use it. */
public final class CallFacts {

    private final AddressPolicy addresses;
    private final Persons persons;

    /** With users as their tokens name them. */
    public CallFacts(AddressPolicy addresses) {
        this(addresses, Persons.NAMED);
    }

    public CallFacts(AddressPolicy addresses, Persons persons) {
        this.addresses = addresses;
        this.persons = persons;
    }

    /**
     * What follows from a record that was applied, in order. Never throws for what a record holds. That those who have accepted talk
     * no longer follows from the records of the call's room.
     *
     * @param before the call as it was; {@code null} when there was none
     */
    public List<AuditEvent> of(
            @Nullable Call before, CallProposal proposal, CallOutcome outcome, String callId, Happening happening) {
        Subject subject = subject(before, proposal, outcome, callId);
        EventMaker events = new EventMaker(subject, happening, addresses, traceparent(proposal));
        new CallTelling(before, proposal, outcome, new Id(callId), events).tell();
        return persons.shown(events.all());
    }

    /**
     * The room that the call is, or will be, carried on in. Of what is asked about a call that there is not, at least not for those who
     * ask, only their tenant: such an id is their own text.
     */
    private static Subject subject(@Nullable Call before, CallProposal proposal, CallOutcome outcome, String callId) {
        Call call = outcome.next() == null ? before : outcome.next();
        String tenant = tenant(proposal);
        if (call != null && (tenant == null || tenant.equals(call.tenant()))) {
            return Subject.of(RoomKey.ofCall(call.tenant(), callId));
        }
        return tenant == null ? Subject.UNKNOWN : Subject.ofTenant(tenant);
    }

    private static @Nullable String tenant(CallProposal proposal) {
        return switch (proposal) {
            case CallProposal.Invite invite -> invite.caller().tenant();
            case CallProposal.Accept accept -> accept.by().tenant();
            case CallProposal.Decline decline -> decline.by().tenant();
            case CallProposal.Cancel cancel ->
                cancel.by() == null ? null : cancel.by().tenant();
            case CallProposal.Noted noted -> null;
        };
    }

    private static @Nullable String traceparent(CallProposal proposal) {
        return proposal instanceof CallProposal.Framed framed ? framed.origin().traceparent() : null;
    }
}
