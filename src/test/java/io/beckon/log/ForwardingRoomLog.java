package io.beckon.log;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.concurrent.CompletionStage;

/** Another log, of which a test changes something. */
public abstract class ForwardingRoomLog implements RoomLog {

    protected final RoomLog log;

    protected ForwardingRoomLog(RoomLog log) {
        this.log = log;
    }

    @Override
    public int partitions() {
        return log.partitions();
    }

    @Override
    public CompletionStage<Long> append(RoomKey room, Proposal proposal) {
        return log.append(room, proposal);
    }

    @Override
    public Checkpoint checkpoint(int partition) {
        return log.checkpoint(partition);
    }

    @Override
    public CompletionStage<Long> end(int partition) {
        return log.end(partition);
    }

    @Override
    public Following follow(int partition, long from, Listener listener) {
        return log.follow(partition, from, listener);
    }
}
