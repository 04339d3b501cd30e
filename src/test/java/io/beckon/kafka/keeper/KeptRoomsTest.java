package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Happening;
import io.beckon.audit.LogPlace;
import io.beckon.kafka.TopicNames;
import io.beckon.log.LogRecord;
import io.beckon.records.CheckpointCodec;
import io.beckon.room.Applicant;
import io.beckon.room.EndedRooms;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.room.RoomSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a keeper writes of rooms: as much as a node that applies all records remembers, and no more. */
class KeptRoomsTest {

    private final KeptRooms rooms = new KeptRooms(
            new KeeperFigures(),
            new LastResort(new KeeperSettings(
                    new TopicNames("beckon"),
                    1,
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    null)),
            Projection.NONE);
    private static final Happening NOW = new Happening(new LogPlace(LogPlace.Log.EVENTS, 0, 0), Instant.EPOCH, "");
    private final Map<String, byte[]> topic = new LinkedHashMap<>();
    private final Map<RoomKey, Room> live = new HashMap<>();
    private final EndedRooms ended = new EndedRooms();
    private long position;

    private void apply(int room, Proposal proposal) {
        LogRecord record = new LogRecord(0, ++position, new RoomKey("default", "room-" + room), proposal);
        rooms.apply(record, NOW, 0);
        Room applied = live.computeIfAbsent(record.room(), Room::new);
        applied.apply(proposal, position);
        ended.applied(applied, position).forEach(gone -> live.remove(gone.key()));
    }

    private void commit() {
        rooms.changes().forEach((key, value) -> {
            if (value == null) {
                topic.remove(key);
            } else {
                topic.put(key, value);
            }
        });
    }

    private static Origin origin(int room, String id) {
        return new Origin("s-" + room, new Incarnation(1, "i"), id, Origin.NOBODY_WAITS);
    }

    private void visit(int room) {
        Applicant visitor = new Applicant(
                "p-" + room, "u", "User", Set.of(Right.JOIN, Right.PUBLISH), null, null, Json.of("{}"), false);
        apply(room, new Proposal.Join(origin(room, "1"), visitor, null, null, RoomRules.DEFAULT));
        apply(room, new Proposal.Leave(origin(room, "2"), LeaveReason.LEFT));
    }

    private void assertLive() throws Exception {
        Map<String, RoomSnapshot> kept = new TreeMap<>();
        new KeptParts(null, topic)
                .rooms(new CheckpointCodec())
                .forEach(room -> kept.put(room.key().name(), room));
        Map<String, RoomSnapshot> expected = new TreeMap<>();
        live.values().forEach(room -> expected.put(room.key().name(), room.snapshot()));
        assertEquals(expected, kept);
    }

    @Test
    void theCheckpointHasTheRoomsThatEverybodyRemembers() throws Exception {
        for (int room = 0; room < 3 * EndedRooms.MOST; room++) {
            visit(room);
            if (room % 50 == 0) {
                commit();
                assertLive();
            }
        }
        commit();
        assertLive();
        assertEquals(EndedRooms.MOST, live.size());
        assertTrue(topic.size() <= 2 * EndedRooms.MOST, "records: " + topic.size());
    }

    @Test
    void aRoomThatIsForgottenAndBeginsAnewIsKept() throws Exception {
        for (int round = 0; round < 3; round++) {
            for (int room = 0; room <= EndedRooms.MOST; room++) {
                visit(room);
            }
            commit();
            assertLive();
        }
    }

    @Test
    void nothingIsLeftOnceAllIsForgotten() throws Exception {
        for (int room = 0; room < 10; room++) {
            visit(room);
        }
        commit();
        for (int i = 0; i < 5000; i++) {
            apply(1000, new Proposal.InstanceLost("nobody"));
        }
        commit();
        assertLive();
        assertEquals(Map.of(), topic);
    }
}
