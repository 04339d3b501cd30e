package io.beckon.log;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A room log in memory, for one node: it is gone with the process. Each partition keeps its newest records up to its share of
 * the capacity, for those who begin to follow later. Followers are called on the threads that append.
 */
public final class InProcessRoomLog implements RoomLog {

    private final InProcessPartition[] partitions;

    /** @param capacityBytes how much all partitions together may keep; 0: nothing, for nobody begins to follow later */
    public InProcessRoomLog(int partitions, long capacityBytes) {
        this.partitions = new InProcessPartition[partitions];
        for (int number = 0; number < partitions; number++) {
            this.partitions[number] = new InProcessPartition(number, capacityBytes / partitions);
        }
    }

    @Override
    public int partitions() {
        return partitions.length;
    }

    @Override
    public CompletionStage<Long> append(RoomKey room, Proposal proposal) {
        long position = partitions[Partition.of(room, partitions.length)].append(room, proposal);
        return CompletableFuture.completedFuture(position);
    }

    @Override
    public Checkpoint checkpoint(int partition) {
        return Checkpoint.NONE;
    }

    @Override
    public CompletionStage<Long> end(int partition) {
        return CompletableFuture.completedFuture(partitions[partition].end());
    }

    @Override
    public Following follow(int partition, long from, Listener listener) {
        return partitions[partition].follow(from, listener);
    }

    /** How many bytes of records are kept. */
    public long weight() {
        long weight = 0;
        for (InProcessPartition partition : partitions) {
            weight += partition.weight();
        }
        return weight;
    }
}
