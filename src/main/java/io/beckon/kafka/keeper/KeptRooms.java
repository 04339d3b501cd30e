package io.beckon.kafka.keeper;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.Happening;
import io.beckon.log.LogRecord;
import io.beckon.records.CheckpointCodec;
import io.beckon.room.Effect;
import io.beckon.room.EndedRooms;
import io.beckon.room.Outcome;
import io.beckon.room.PartName;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import io.beckon.room.RoomChanges;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;
import io.beckon.room.RoomSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rooms of one partition as a keeper holds them, and how the records of their checkpoint have to change. */
final class KeptRooms {

    private static final Logger LOG = System.getLogger(KeptRooms.class.getName());

    private final KeeperFigures figures;
    private final LastResort timers;
    private final Projection projection;
    private final CheckpointCodec codec = new CheckpointCodec();
    private final Map<RoomKey, Room> rooms = new HashMap<>();
    private final Set<RoomKey> touched = new LinkedHashSet<>();
    private final EndedRooms ended = new EndedRooms();
    /** Records of the checkpoint that have to be written, by key; {@code null}: a tombstone. */
    private Map<String, byte @Nullable []> changed = new LinkedHashMap<>();

    KeptRooms(KeeperFigures figures, LastResort timers, Projection projection) {
        this.figures = figures;
        this.timers = timers;
        this.projection = projection;
    }

    /** These are in the checkpoint already. */
    void restore(Collection<RoomSnapshot> snapshots, long now) {
        for (RoomSnapshot snapshot : snapshots) {
            Room room = new Room(snapshot);
            room.noteChanges(true);
            rooms.put(room.key(), room);
            room.timers().forEach(timer -> timers.arm(room.key(), timer, now));
            ended.restored(room);
        }
    }

    /** Records of the checkpoint that belong to nothing any more. */
    void bury(Collection<String> keys) {
        keys.forEach(key -> changed.put(key, null));
    }

    /** Applies a record; returns what follows from it for auditors, in order. */
    List<AuditEvent> apply(LogRecord record, Happening happening, long now) {
        Room room = rooms.computeIfAbsent(record.room(), KeptRooms::opened);
        touched.add(room.key());
        Application application = new Application(room, record);
        List<AuditEvent> facts = List.of();
        try {
            facts = projection
                    .of(room, record.proposal(), happening, application::outcome)
                    .facts();
        } catch (RuntimeException e) {
            failed("projecting", record, e);
        }
        for (Effect effect : application.outcome().effects()) {
            if (effect instanceof Effect.Armed armed) {
                timers.arm(room.key(), armed.timer(), now);
            }
        }
        ended.applied(room, record.position()).forEach(this::forget);
        return facts;
    }

    /** Of one record, once, whatever becomes of its projection. */
    private final class Application {

        private final Room room;
        private final LogRecord record;
        private @Nullable Outcome outcome;

        Application(Room room, LogRecord record) {
            this.room = room;
            this.record = record;
        }

        Outcome outcome() {
            if (outcome == null) {
                outcome = applied();
            }
            return outcome;
        }

        private Outcome applied() {
            try {
                return room.apply(record.proposal(), record.position(), record.time());
            } catch (RuntimeException e) {
                failed("applying", record, e);
                return new Outcome(record.position(), List.of());
            }
        }
    }

    private void failed(String what, LogRecord record, RuntimeException e) {
        figures.faults.increment();
        LOG.log(
                Level.ERROR,
                what + " a record failed: roomId=" + record.room() + " partition=" + record.partition() + " position="
                        + record.position(),
                e);
    }

    private static Room opened(RoomKey key) {
        Room room = new Room(key);
        room.noteChanges(false);
        return room;
    }

    /** All rooms begin anew. */
    void reset() {
        rooms.values().forEach(this::buryAll);
        rooms.clear();
        touched.clear();
        ended.clear();
        timers.clear();
    }

    /** What has changed since this was called last. */
    Map<String, byte @Nullable []> changes() {
        for (RoomKey key : touched) {
            Room room = rooms.get(key);
            if (room != null) {
                take(room, room.changes());
            }
        }
        touched.clear();
        Map<String, byte @Nullable []> taken = changed;
        changed = new LinkedHashMap<>();
        return taken;
    }

    private void forget(Room room) {
        buryAll(room);
        rooms.remove(room.key());
    }

    private void buryAll(Room room) {
        room.changes().gone().forEach(name -> bury(room, name));
        room.snapshot().parts().forEach(part -> bury(room, part.name()));
    }

    private void take(Room room, RoomChanges changes) {
        for (RoomPart part : changes.kept()) {
            changed.put(codec.key(room.key(), part.name()), codec.encode(part));
        }
        changes.gone().forEach(name -> bury(room, name));
    }

    private void bury(Room room, PartName name) {
        changed.put(codec.key(room.key(), name), null);
    }

    /** Proposes the timers that are due and still hold. */
    void elapse(long now, BiConsumer<RoomKey, Proposal> propose) {
        timers.sweep(this::holds);
        timers.elapse(now, (key, timer) -> {
            boolean holds = holds(key, timer);
            if (holds) {
                figures.proposed.increment();
                propose.accept(key, timer);
            }
            return holds;
        });
    }

    private boolean holds(RoomKey key, Proposal.Timed timer) {
        Room room = rooms.get(key);
        return room != null && room.holds(timer);
    }

    /** Looks whose members are without their process. */
    void look(Predicate<String> isLost, long now) {
        List<String> owners = new ArrayList<>();
        for (Room room : rooms.values()) {
            owners.addAll(room.owners());
            for (String owner : owners) {
                if (isLost.test(owner)) {
                    timers.noticed(room.key(), new Proposal.InstanceLost(owner), now);
                }
            }
            owners.clear();
        }
    }
}
