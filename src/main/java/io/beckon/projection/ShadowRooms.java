package io.beckon.projection;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.Happening;
import io.beckon.audit.RoomFacts;
import io.beckon.log.LogRecord;
import io.beckon.room.EndedRooms;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rooms of one partition, to which its records are applied once more for auditors. Used by one thread. */
final class ShadowRooms {

    private final RoomFacts facts;
    private final Map<RoomKey, Room> rooms = new HashMap<>();
    private EndedRooms ended = new EndedRooms();

    ShadowRooms(RoomFacts facts) {
        this.facts = facts;
    }

    List<AuditEvent> apply(LogRecord record, Happening happening) {
        Room room = rooms.computeIfAbsent(record.room(), Room::new);
        RoomFacts.Applied applied = facts.of(
                room,
                record.proposal(),
                happening,
                () -> room.apply(record.proposal(), record.position(), record.time()));
        ended.applied(room, record.position()).forEach(gone -> rooms.remove(gone.key()));
        return applied.facts();
    }

    /** They are as the node has them. */
    void become(List<RoomSnapshot> state) {
        rooms.clear();
        ended = new EndedRooms();
        state.forEach(snapshot -> {
            Room room = new Room(snapshot);
            rooms.put(room.key(), room);
            ended.restored(room);
        });
    }
}
