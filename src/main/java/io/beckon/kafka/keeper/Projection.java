package io.beckon.kafka.keeper;

import io.beckon.audit.Happening;
import io.beckon.audit.RoomFacts;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import java.util.List;
import java.util.function.Supplier;

/** What follows for auditors from the records that a keeper applies, see {@link RoomFacts#of}. */
@FunctionalInterface
interface Projection {

    Projection NONE = (room, proposal, happening, apply) -> new RoomFacts.Applied(apply.get(), List.of());

    /** @param apply applies the record; must be called once */
    RoomFacts.Applied of(Room room, Proposal proposal, Happening happening, Supplier<Outcome> apply);
}
