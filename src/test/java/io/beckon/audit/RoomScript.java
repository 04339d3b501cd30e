package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.room.Proposal;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A room to which an example happens, a second each, and the facts that follow; also from a room that was restored just now. */
final class RoomScript {

    static final long START = 1_700_000_000_000L;
    static final long SECOND = 1000;

    private final RoomFacts facts = new RoomFacts(AddressPolicy.FULL);
    private final Room room;
    private final List<AuditEvent> all = new ArrayList<>();
    private long position;

    RoomScript() {
        this(new RoomKey("default", "stand-up"));
    }

    RoomScript(RoomKey key) {
        room = new Room(key);
    }

    long position() {
        return position;
    }

    /** The place of the first frame of the latest record. */
    long seq() {
        return position * 16;
    }

    RoomScript given(Proposal... proposals) {
        for (Proposal proposal : proposals) {
            events(proposal);
        }
        return this;
    }

    List<AuditEvent> events(Proposal proposal) {
        Room restored = new Room(room.snapshot());
        position++;
        List<AuditEvent> events = apply(room, proposal);
        assertEquals(events, apply(restored, proposal), "of a room that was restored");
        all.addAll(events);
        return events;
    }

    private List<AuditEvent> apply(Room to, Proposal proposal) {
        long time = START + position * SECOND;
        LogPlace place = new LogPlace(LogPlace.Log.EVENTS, 3, position - 1);
        Happening happening = new Happening(place, Instant.ofEpochMilli(time), "node-1");
        return facts.of(to, proposal, happening, () -> to.apply(proposal, position, time))
                .facts();
    }

    List<Fact> when(Proposal proposal) {
        return events(proposal).stream().map(AuditEvent::fact).toList();
    }

    /** Of all that has happened. */
    List<AuditEvent> all() {
        return all;
    }
}
