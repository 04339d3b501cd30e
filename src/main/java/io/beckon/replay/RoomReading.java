package io.beckon.replay;

import io.beckon.log.Checkpoint;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.room.RoomKey;
import java.time.Instant;

/**
 * The records of a partition applied twice: from where reading began, and, where that is not its beginning, from the checkpoint, in case
 * the room is older. Not safe for use by several threads.
 */
public final class RoomReading {

    private final RoomKey room;
    private final Checkpoint checkpoint;
    private final RoomReplay whole;
    private final RoomReplay rest;
    private long first = Partition.FIRST;

    /** @param from rows before that time are left out of the ladder */
    public RoomReading(RoomKey room, Checkpoint checkpoint, Instant from) {
        this.room = room;
        this.checkpoint = checkpoint;
        this.whole = new RoomReplay(room, checkpoint.next(), from);
        this.rest = new RoomReplay(room, checkpoint.next(), from);
    }

    /** Before any record: the position of the first that is read. */
    public void begins(long position) {
        first = position;
        if (first > Partition.FIRST) {
            rest.restore(checkpoint.rooms());
        }
    }

    private boolean isOfRest(long position) {
        return first > Partition.FIRST && position >= checkpoint.next();
    }

    /** The next record; {@code node} is the instance that appended it. */
    public void record(LogRecord record, String node) {
        whole.apply(record, node);
        if (isOfRest(record.position())) {
            rest.apply(record, node);
        }
    }

    /** At this record all rooms of the partition begin anew. */
    public void reset(long position, Instant time) {
        whole.reset(position, time);
        if (isOfRest(position)) {
            rest.reset(position, time);
        }
    }

    /** There are no further records. */
    public void end() {
        whole.end();
    }

    /** Whether there was any record of the room. */
    public boolean hasRecords() {
        return whole.hasRecords();
    }

    public Verdict verdict() {
        return Verdict.of(whole, room, checkpoint, first);
    }

    public Ladder ladder(Verdict verdict) {
        boolean isFromCheckpoint = verdict.kind() == Verdict.Kind.IN_THE_MIDDLE
                && !checkpoint.rooms().isEmpty();
        return isFromCheckpoint ? rest.ladder() : whole.ladder();
    }
}
