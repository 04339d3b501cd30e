package io.beckon.audit;

import static io.beckon.audit.CallScript.invite;
import static io.beckon.audit.CallScript.origin;
import static io.beckon.audit.CallScript.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.audit.Fact.CallSettlement;
import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallFactsTest {

    private static final Id CALL = new Id(CallScript.CALL);
    private static final Id BEN = new Id("ben");
    private static final Id CARL = new Id("carl");

    private final CallScript call = new CallScript();

    private static Fact settled(Id callee, CallSettlement outcome, @Nullable CallReason reason, long millis) {
        return new Fact.CallSettled(CALL, callee, outcome, reason, null, millis);
    }

    private static CallProposal rings(String user) {
        return new CallProposal.Ringing(user, user.toUpperCase());
    }

    private static CallProposal.Accept accept(String user) {
        return new CallProposal.Accept(origin(user), person(user));
    }

    @Test
    void aCallBeginsRingsAndIsAccepted() {
        AuditEvent started = call.events(invite(Set.of(), "ben", "carl")).getFirst();
        assertEquals(new Fact.CallStarted(CALL, List.of(BEN, CARL), 30), started.fact());
        assertEquals(CallScript.actor("anna"), started.actor());
        assertEquals("default/call:c-1", started.subject().key());
        assertEquals("calls-0-0-0", started.id());
        assertEquals(List.of(), call.when(invite(Set.of(), "ben", "carl")), "sent again");
        assertEquals(List.of(new Fact.CallRinging(CALL, BEN, 2000L)), call.when(rings("ben")));
        assertEquals(List.of(), call.when(rings("ben")));
        AuditEvent accepted = call.events(accept("ben")).getFirst();
        assertEquals(settled(BEN, CallSettlement.ACCEPTED, null, 4000), accepted.fact());
        assertEquals(CallScript.actor("ben"), accepted.actor());
        assertEquals(
                List.of(settled(CARL, CallSettlement.CANCELLED, null, 5000)),
                call.when(new CallProposal.Over("hangup")));
    }

    @Test
    void aCallIsDeclined() {
        call.given(invite(Set.of(), "ben"), rings("ben"));
        assertEquals(
                List.of(settled(BEN, CallSettlement.DECLINED, CallReason.OTHER, 2000)),
                call.when(new CallProposal.Decline(origin("ben"), person("ben"), "later")));
        assertEquals(
                List.of(new Fact.SignalRefused(new Id("accept"), new Id("wrong-state"))), call.when(accept("ben")));
    }

    @Test
    void aPartysReasonIsOneOfTheWordsForThat() {
        for (CallReason word : CallReason.values()) {
            boolean itsOwn = Set.of(
                            CallReason.HANGUP,
                            CallReason.BUSY,
                            CallReason.DECLINED,
                            CallReason.NO_ANSWER,
                            CallReason.CANCELLED)
                    .contains(word);
            assertEquals(itsOwn ? word : CallReason.OTHER, CallReason.said(word.toString()));
        }
        assertNull(CallReason.said(" "));
        for (LeaveReason why : LeaveReason.values()) {
            assertEquals(why.wireName(), CallReason.ofLeaving(why.wireName()).toString());
        }
    }

    @Test
    void aCallIsCancelled() {
        call.given(invite(Set.of(), "ben"), rings("ben"));
        AuditEvent event = call.events(new CallProposal.Cancel(origin("anna"), person("anna"), "never mind"))
                .getFirst();
        assertEquals(settled(BEN, CallSettlement.CANCELLED, CallReason.OTHER, 2000), event.fact());
        assertEquals(CallScript.actor("anna"), event.actor());
    }

    @Test
    void aCallIsEndedByAnAdministrator() {
        call.given(invite(Set.of(), "ben"), rings("ben"));
        AuditEvent event = call.events(new CallProposal.Stopped("https://issuer.example", "root", "too late"))
                .getFirst();
        assertEquals(
                new Fact.CallSettled(
                        CALL, BEN, CallSettlement.CANCELLED, CallReason.ADMINISTRATOR, new Label("too late"), 2000L),
                event.fact());
        assertEquals(By.administrator("https://issuer.example", "root").actor(), event.actor());
    }

    @Test
    void aCallersEndCancelsItAndACrossedCallToo() {
        call.given(invite(Set.of(), "ben"), rings("ben"));
        assertEquals(
                List.of(settled(BEN, CallSettlement.CANCELLED, null, 2000)),
                call.when(new CallProposal.CallerGone(new Incarnation(1, "i"))));
        CallScript crossed = new CallScript().given(invite(Set.of(), "ben"), rings("ben"));
        assertEquals(
                List.of(settled(BEN, CallSettlement.CANCELLED, CallReason.CROSSED, 2000)),
                crossed.when(new CallProposal.Crossed("ben")));
    }

    @Test
    void aCallIsMissedOrReachesNobody() {
        call.given(invite(Set.of(), "ben", "carl"), rings("ben"));
        assertEquals(
                List.of(settled(CARL, CallSettlement.UNREACHABLE, null, 2000)),
                call.when(new CallProposal.NobodyAnswered()));
        assertEquals(List.of(settled(BEN, CallSettlement.MISSED, null, 3000)), call.when(new CallProposal.TimeUp()));
        CallScript nobody = new CallScript().given(invite(Set.of(), "ben"));
        assertEquals(
                List.of(settled(BEN, CallSettlement.UNREACHABLE, null, 1000)),
                nobody.when(new CallProposal.NobodyAnswered()));
        assertEquals(
                List.of(new Fact.CallStarted(CALL, List.of(BEN), 30)),
                nobody.when(invite(Set.of(), "ben")),
                "another attempt");
    }

    @Test
    void aCalleeIsBusy() {
        assertEquals(
                List.of(new Fact.CallStarted(CALL, List.of(BEN), 30), settled(BEN, CallSettlement.BUSY, null, 0)),
                call.when(invite(Set.of("ben"), "ben")));
        CallScript other = new CallScript().given(invite(Set.of(), "ben"));
        assertEquals(List.of(), other.when(new CallProposal.Busy("ben", "BEN")));
        assertEquals(
                List.of(settled(BEN, CallSettlement.BUSY, null, 2000)), other.when(new CallProposal.NobodyAnswered()));
    }

    @Test
    void whoHasNothingToDoWithACallIsRefused() {
        AuditEvent unknown = call.events(accept("eve")).getFirst();
        assertEquals(new Fact.SignalRefused(new Id("accept"), new Id("no-such-call")), unknown.fact());
        assertEquals(Subject.ofTenant("default"), unknown.subject(), "the call's id is what eve wrote");
        CallProposal.Cancel cancels = new CallProposal.Cancel(origin("eve"), person("eve"), null);
        Fact refused = new Fact.SignalRefused(new Id("cancel"), new Id("no-such-call"));
        AuditEvent cancel = call.events(cancels).getFirst();
        assertEquals(refused, cancel.fact());
        assertEquals(CallScript.actor("eve"), cancel.actor());
        assertEquals(Subject.ofTenant("default"), cancel.subject());
        call.given(invite(Set.of(), "ben"));
        AuditEvent known = call.events(cancels).getFirst();
        assertEquals(refused, known.fact());
        assertEquals(CallScript.actor("eve"), known.actor());
        assertEquals("default/call:c-1", known.subject().key());
        Person foreigner = new Person("other", "eve", "EVE", Set.of());
        assertEquals(
                Subject.ofTenant("other"),
                call.events(new CallProposal.Cancel(origin("eve"), foreigner, null))
                        .getFirst()
                        .subject());
        assertEquals(List.of(), call.when(new CallProposal.CallerMoved(new Incarnation(2, "i"))));
    }

    /** Records of older nodes do not say who cancels. */
    @Test
    void whoCancelsIsKnownByTheSessionIfThatIsTheCallers() {
        AuditEvent unknown =
                call.events(new CallProposal.Cancel(origin("eve"), null, null)).getFirst();
        assertEquals(Subject.UNKNOWN, unknown.subject());
        assertNull(unknown.actor().subject());
        call.given(invite(Set.of(), "ben"), rings("ben"));
        AuditEvent cancelled =
                call.events(new CallProposal.Cancel(origin("anna"), null, null)).getFirst();
        assertEquals(CallScript.actor("anna"), cancelled.actor());
    }
}
