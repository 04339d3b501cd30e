package io.beckon.kafka.keeper;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a {@link Keeper} has counted so far. */
public final class KeeperFigures {

    final LongAdder applied = new LongAdder();
    final LongAdder garbled = new LongAdder();
    final LongAdder faults = new LongAdder();
    final LongAdder stopped = new LongAdder();
    final LongAdder resets = new LongAdder();
    final LongAdder written = new LongAdder();
    final LongAdder writtenBytes = new LongAdder();
    final LongAdder proposed = new LongAdder();
    final Map<Integer, Long> watermarks = new ConcurrentHashMap<>();
    /** By partition that is kept here: how many records are due and not in its checkpoint. */
    final Map<Integer, Long> due = new ConcurrentHashMap<>();

    final GroupFigures group = new GroupFigures();

    KeeperFigures() {}

    /** Records that became part of checkpoints, or are about to. */
    public long applied() {
        return applied.sum();
    }

    /** Records that were skipped because nobody can read them. */
    public long garbled() {
        return garbled.sum();
    }

    /** Records whose application failed by a fault of the program. */
    public long faults() {
        return faults.sum();
    }

    /** Partitions that were left at a record of a later version. */
    public long stopped() {
        return stopped.sum();
    }

    /** Partitions whose rooms were made to begin anew, because the log no longer has what their checkpoint lacks. */
    public long resets() {
        return resets.sum();
    }

    public long commits() {
        return group.commits.sum();
    }

    /** Records of checkpoints, tombstones and watermarks included. */
    public long written() {
        return written.sum();
    }

    /** Keys and values of {@link #written} before compression. */
    public long writtenBytes() {
        return writtenBytes.sum();
    }

    /** Timers that nobody else had proposed. */
    public long proposed() {
        return proposed.sum();
    }

    /** How often it has given up all and begun again. */
    public long restarts() {
        return group.restarts.sum();
    }

    /** For each partition that is kept here, the offset up to which its checkpoint goes. */
    public Map<Integer, Long> watermarks() {
        return Map.copyOf(watermarks);
    }

    /** Records of the partitions kept here that are as old as checkpoints may lag, and are not in any. */
    public long lag() {
        return due.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For messages. */
    @Override
    public String toString() {
        return applied + " records applied, " + commits() + " commits, " + restarts() + " restarts, " + stopped
                + " partitions stopped, kept up to " + watermarks;
    }
}
