package io.beckon.audit;

import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What follows from a room's records, for auditors. Stateless: any number of threads may use it. */
public final class RoomFacts {

    private final AddressPolicy addresses;
    private final Persons persons;

    /** With users as their tokens name them. */
    public RoomFacts(AddressPolicy addresses) {
        this(addresses, Persons.NAMED);
    }

    public RoomFacts(AddressPolicy addresses, Persons persons) {
        this.addresses = addresses;
        this.persons = persons;
    }

    /**
     * Applies a record by {@code apply}, which is called exactly once, and says what follows from it, in order. Never throws for
     * what a record holds.
     */
    public Applied of(Room room, Proposal proposal, Happening happening, Supplier<Outcome> apply) {
        RoomBefore before = RoomBefore.of(room, proposal);
        Outcome outcome = apply.get();
        EventMaker events = new EventMaker(Subject.of(room.key()), happening, addresses, traceparent(proposal));
        new RoomStep(room, proposal, before, outcome, events).tell();
        return new Applied(outcome, persons.shown(events.all()));
    }

    private static @Nullable String traceparent(Proposal proposal) {
        return proposal instanceof Proposal.Framed framed ? framed.origin().traceparent() : null;
    }

    /** What applying a record has led to, and the facts that follow from it. */
    public record Applied(Outcome outcome, List<AuditEvent> facts) {}
}
