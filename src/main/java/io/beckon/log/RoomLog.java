package io.beckon.log;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.concurrent.CompletionStage;

/**
 * A log of proposals, partitioned by room: the records of one partition, and so of one room, have one total order that every
 * follower sees. Safe for use by several threads.
 */
public interface RoomLog {

    /** How many partitions there are: the modulus of room to partition, for ever. */
    int partitions();

    /**
     * Appends a record to the room's partition. Records that one thread appends to one room keep their order.
     *
     * @return the record's position once the log has it for good; it fails with {@link LogUnavailable} when it is not known
     *     whether the log has taken the record. The stage may complete before or after followers have seen the record.
     */
    CompletionStage<Long> append(RoomKey room, Proposal proposal);

    /**
     * The newest state of a partition's rooms that was kept, to go on from. May block.
     *
     * @throws LogUnavailable when it cannot be read
     */
    Checkpoint checkpoint(int partition);

    /**
     * The position that the partition's next record gets: whatever anybody has been told of by now lies before it. Does not block;
     * fails with {@link LogUnavailable} when it is not known.
     */
    CompletionStage<Long> end(int partition);

    /**
     * Calls the listener with each record of a partition from a position on, in order, one at a time, first those that are
     * there, then those that come. The listener may append, follow and close. What it throws is reported and concerns nobody
     * else; it is called with the next record all the same. May block.
     *
     * @param from the first position wanted; {@link Partition#FIRST} for all
     * @throws PositionExpired when records from there on are no longer kept, or not there yet
     * @throws LogUnavailable when the log cannot be reached
     */
    Following follow(int partition, long from, Listener listener);

    /** Takes the records that it follows. */
    @FunctionalInterface
    interface Listener {

        void onRecord(LogRecord record);

        /** Everything before this position has been read; what nobody can read was skipped. Comes after runs of records. */
        default void onRead(long next) {}

        /** From this position on the partition's rooms begin anew: nothing that was before it counts. */
        default void onReset(long position) {}

        /** Nothing more will come: the following has ended by itself. */
        default void onEnd(Ended cause) {}
    }

    /** Why a following has ended by itself. */
    enum Ended {
        /** The wanted records are no longer kept. */
        EXPIRED,
        /** The log that was followed is gone, and another one is in its place: positions mean something else now. */
        ANOTHER_LIFE,
        /** A record came that this node does not understand and may not skip. */
        UNREADABLE,
        /** The listener has failed with an error of this machine: what it knows is not what others know. */
        FAILED
    }
}
