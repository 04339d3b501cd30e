package io.beckon.replay;

import io.beckon.audit.Actor;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.CallFacts;
import io.beckon.audit.Fact;
import io.beckon.audit.Happening;
import io.beckon.audit.Id;
import io.beckon.call.Call;
import io.beckon.call.CallBook;
import io.beckon.call.CallOutcome;
import io.beckon.call.CallProposal;
import io.beckon.call.CallState;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call's records, applied as every node applies them, and its ladder, up to where it goes on in its room. */
public final class CallReplay {

    private final String id;
    private final CallFacts facts = new CallFacts(AddressPolicy.FULL);
    private final CallBook book = new CallBook();
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Rows rows;
    private boolean wasAccepted;

    /** @param from rows before that time are left out */
    public CallReplay(String id, Instant from) {
        this.id = id;
        this.rows = new Rows(from);
    }

    /** Applies the next record of the call. */
    public void apply(CallProposal proposal, Happening happening) {
        Call before = book.call(id);
        CallOutcome outcome = book.apply(id, proposal);
        Call call = book.call(id);
        wasAccepted |= call != null && call.state() == CallState.ACCEPTED;
        for (AuditEvent event : facts.of(before, proposal, outcome, id, happening)) {
            if (call != null && event.fact() instanceof Fact.OfLog fact) {
                note(call, event.actor());
                draw(call, event, fact, happening);
            }
        }
    }

    private void note(Call call, @Nullable Actor actor) {
        String caller = call.caller().person().user();
        columns.putIfAbsent(caller, column(caller, call.caller().person().userName()));
        call.callees().forEach(callee -> columns.put(callee.user(), column(callee.user(), callee.name())));
        if (actor != null && actor.subject() != null) {
            String name = actor.name() == null ? null : actor.name().value();
            columns.putIfAbsent(actor.subject().value(), column(actor.subject().value(), name));
        }
    }

    private static Column column(String user, @Nullable String name) {
        return new Column(user, user, Objects.requireNonNullElse(name, user), "", null, null);
    }

    private void draw(Call call, AuditEvent event, Fact.OfLog fact, Happening happening) {
        String caller = call.caller().person().user();
        switch (fact) {
            case Fact.CallStarted started ->
                started.callees().forEach(callee -> add(happening, new Ends(caller, callee.value(), null), fact));
            case Fact.CallRinging ringing ->
                add(happening, new Ends(ringing.callee().value(), caller, null), fact);
            case Fact.CallSettled settled ->
                add(happening, new Ends(settled.callee().value(), caller, null), fact);
            default -> {
                Id by = event.actor() == null ? null : event.actor().subject();
                add(happening, Ends.of(by == null ? null : by.value()), fact);
            }
        }
    }

    private void add(Happening happening, Ends ends, Fact.OfLog fact) {
        Act act = new Act.Told(fact, List.of());
        rows.add(happening.place().offset(), happening.time(), ends, Labels.of(fact, null), null, act);
    }

    /** The room of the call; {@code null} where the log does not have the call's beginning. */
    public @Nullable RoomKey room() {
        Call call = book.call(id);
        return call == null ? null : RoomKey.ofCall(call.tenant(), id);
    }

    /** Whether somebody has accepted it, so that there is or was a room of it. */
    public boolean wasAccepted() {
        return wasAccepted;
    }

    /** Of a call whose beginning the log has. */
    public Ladder ladder() {
        return rows.ladder(Objects.requireNonNull(room()), columns.values());
    }
}
