package io.beckon.audit;

import io.beckon.call.Call;
import io.beckon.call.CallBook;
import io.beckon.call.CallOutcome;
import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Provenance;
import io.beckon.room.Right;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A call to which an example happens, a second each from its beginning on, and the facts that follow. */
final class CallScript {

    static final String CALL = "c-1";
    static final long BEGAN = 1_700_000_000_000L;
    static final int TIMEOUT = 30;

    private static final long MILLIS = 1000;

    private final CallFacts facts = new CallFacts(AddressPolicy.FULL);
    private final CallBook book = new CallBook();
    private long offset;

    static Person person(String user) {
        return new Person("default", user, user.toUpperCase(), Set.of(Right.JOIN, Right.PUBLISH));
    }

    static Origin origin(String user) {
        return new Origin("s-" + user, new Incarnation(1, "i"), null, 7, new Provenance(Guest.ISSUER, "192.0.2.7"));
    }

    static CallProposal.Invite invite(Set<String> ringing, String... callees) {
        return new CallProposal.Invite(
                origin("anna"),
                person("anna"),
                List.of(callees),
                ringing,
                TIMEOUT,
                BEGAN + TIMEOUT * MILLIS,
                false,
                Json.EMPTY_OBJECT);
    }

    static Actor actor(String user) {
        return new Actor(new Id(Guest.ISSUER), new Id(user), new Label(user.toUpperCase()), new Id("s-" + user), null);
    }

    CallScript given(CallProposal... proposals) {
        for (CallProposal proposal : proposals) {
            events(proposal);
        }
        return this;
    }

    List<AuditEvent> events(CallProposal proposal) {
        Call before = book.call(CALL);
        CallOutcome outcome = book.apply(CALL, proposal);
        Instant time = Instant.ofEpochMilli(BEGAN + offset * MILLIS);
        return facts.of(
                before,
                proposal,
                outcome,
                CALL,
                new Happening(new LogPlace(LogPlace.Log.CALLS, 0, offset++), time, ""));
    }

    List<Fact> when(CallProposal proposal) {
        return events(proposal).stream().map(AuditEvent::fact).toList();
    }
}
