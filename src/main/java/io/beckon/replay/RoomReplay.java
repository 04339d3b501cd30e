package io.beckon.replay;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.Happening;
import io.beckon.audit.LogPlace;
import io.beckon.audit.RoomFacts;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.room.EndedRooms;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partition's records, applied as every node applies them, and the ladder of one of its rooms. The other rooms count because how long
 * an ended room is remembered depends on them, see {@link EndedRooms}. Not safe for use by several threads.
 */
public final class RoomReplay {

    private final RoomKey key;
    private final long until;
    private final RoomFacts facts = new RoomFacts(AddressPolicy.FULL);
    private final Map<RoomKey, Room> rooms = new HashMap<>();
    private final EndedRooms ended = new EndedRooms();
    private final LadderMaker ladder;
    private final Strangers strangers = new Strangers();
    private boolean isThere;
    private @Nullable RoomSnapshot there;
    private @Nullable Proposal first;
    private boolean hasReset;
    private boolean isReset;

    /**
     * Begins without any room.
     *
     * @param until the state before this position is kept to be compared
     * @param from rows before that time are left out of the ladder
     */
    public RoomReplay(RoomKey key, long until, Instant from) {
        this.key = key;
        this.until = until;
        this.ladder = new LadderMaker(key, new Rows(from));
    }

    /** Begins with the rooms of a checkpoint. */
    public void restore(Collection<RoomSnapshot> snapshots) {
        for (RoomSnapshot snapshot : snapshots) {
            Room room = new Room(snapshot);
            rooms.put(room.key(), room);
            ended.restored(room);
            if (room.key().equals(key)) {
                ladder.present(snapshot);
            }
        }
    }

    /** Applies the next record; {@code node} is the instance that appended it. */
    public void apply(LogRecord record, String node) {
        reach(record.position());
        Room room = rooms.computeIfAbsent(record.room(), Room::new);
        if (record.room().equals(key)) {
            first = first == null ? record.proposal() : first;
            if (!isThere) {
                strangers.take(record.proposal(), record.position(), room);
            }
            applyDrawn(room, record, node);
        } else {
            room.apply(record.proposal(), record.position(), record.time());
        }
        ended.applied(room, record.position()).forEach(forgotten -> rooms.remove(forgotten.key()));
    }

    private void applyDrawn(Room room, LogRecord record, String node) {
        LogPlace place = new LogPlace(LogPlace.Log.EVENTS, record.partition(), record.position() - Partition.FIRST);
        Happening happening = new Happening(place, Instant.ofEpochMilli(record.time()), node);
        RoomFacts.Applied applied = facts.of(
                room,
                record.proposal(),
                happening,
                () -> room.apply(record.proposal(), record.position(), record.time()));
        ladder.take(record, applied.facts(), room);
    }

    /** At this record all rooms of the partition begin anew. */
    public void reset(long position, Instant time) {
        reach(position);
        if (rooms.containsKey(key)) {
            ladder.reset(position, time);
        }
        hasReset |= first == null;
        isReset |= !isThere;
        rooms.clear();
        ended.clear();
    }

    private void reach(long position) {
        if (!isThere && position >= until) {
            end();
        }
    }

    /** There are no further records. */
    public void end() {
        if (!isThere) {
            isThere = true;
            Room room = rooms.get(key);
            there = room == null ? null : room.snapshot();
        }
    }

    /** The state at the position where it was to be kept; {@code null}: there was no such room. */
    public @Nullable RoomSnapshot there() {
        return there;
    }

    /** Whether the log has any record of the room. */
    public boolean hasRecords() {
        return first != null;
    }

    /** Whether the first record of the room shows that there must have been others before. */
    public boolean startsInTheMiddle() {
        boolean mayBegin = key.isOfCall() ? first instanceof Proposal.OpenCall : first instanceof Proposal.Join;
        return first != null && !mayBegin && !hasReset;
    }

    /** Whether the rooms began anew before the state that is kept: nothing in it is from before then. */
    boolean isReset() {
        return isReset;
    }

    /** Those of the records before the state that is kept. */
    Strangers strangers() {
        return strangers;
    }

    public Ladder ladder() {
        return ladder.ladder();
    }
}
