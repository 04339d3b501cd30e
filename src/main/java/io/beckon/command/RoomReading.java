package io.beckon.command;

import io.beckon.kafka.EventsExport;
import io.beckon.log.Checkpoint;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.replay.Ladder;
import io.beckon.replay.RoomReplay;
import io.beckon.replay.Verdict;
import io.beckon.room.RoomKey;
import java.io.PrintStream;
import java.time.Instant;

/** Applies a partition's records twice: from its beginning, and, where that is lost, from the checkpoint, in case the room is older. */
final class RoomReading implements EventsExport.Reader {

    private final RoomKey room;
    private final Checkpoint checkpoint;
    private final RoomReplay whole;
    private final RoomReplay rest;
    private final PrintStream err;
    private final Progress progress;
    private long first = Partition.FIRST;

    RoomReading(RoomKey room, Checkpoint checkpoint, Instant from, PrintStream err, Progress progress) {
        this.room = room;
        this.checkpoint = checkpoint;
        this.whole = new RoomReplay(room, checkpoint.next(), from);
        this.rest = new RoomReplay(room, checkpoint.next(), from);
        this.err = err;
        this.progress = progress;
    }

    @Override
    public void begins(long position) {
        first = position;
        if (first > Partition.FIRST) {
            rest.restore(checkpoint.rooms());
        }
    }

    private boolean isOfRest(long position) {
        return first > Partition.FIRST && position >= checkpoint.next();
    }

    @Override
    public void record(LogRecord record, String node) {
        whole.apply(record, node);
        if (isOfRest(record.position())) {
            rest.apply(record, node);
        }
        progress.step();
    }

    @Override
    public void reset(long position, Instant time) {
        whole.reset(position, time);
        if (isOfRest(position)) {
            rest.reset(position, time);
        }
    }

    @Override
    public void unreadable(long offset, String why) {
        err.println("offset " + offset + " is passed over, as nodes do: " + why);
    }

    /** There are no further records. */
    void end() {
        whole.end();
        progress.end();
    }

    boolean hasRecords() {
        return whole.hasRecords();
    }

    Verdict verdict() {
        return Verdict.of(whole, room, checkpoint, first);
    }

    Ladder ladder(Verdict verdict) {
        boolean isFromCheckpoint = verdict.kind() == Verdict.Kind.IN_THE_MIDDLE
                && !checkpoint.rooms().isEmpty();
        return isFromCheckpoint ? rest.ladder() : whole.ladder();
    }
}
