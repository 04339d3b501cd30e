package io.beckon.kafka;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** What a log has counted so far. */
public final class LogFigures {

    final LongAdder appended = new LongAdder();
    final LongAdder appendFailures = new LongAdder();
    final LongAdder consumed = new LongAdder();
    final LongAdder garbled = new LongAdder();
    final LongAdder ignored = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder partitionsFailed = new LongAdder();

    private volatile LongConsumer appendNanos = nanos -> {};

    LogFigures() {}

    /** From now on told how long each record took from being appended until the log had taken it. */
    public void onAppended(LongConsumer nanos) {
        appendNanos = nanos;
    }

    void appended(long nanos) {
        appended.increment();
        appendNanos.accept(nanos);
    }

    /** Records that the log has taken from this node. */
    public long appended() {
        return appended.sum();
    }

    /** Records of which it is not known whether the log has taken them. */
    public long appendFailures() {
        return appendFailures.sum();
    }

    /** Records that were read, skipped ones included. */
    public long consumed() {
        return consumed.sum();
    }

    /** Records that were skipped because nobody can read them. */
    public long garbled() {
        return garbled.sum();
    }

    /** Records of a later version that were skipped, as they allow. */
    public long ignored() {
        return ignored.sum();
    }

    /** Followings that have ended at a record of a later version that may not be skipped. */
    public long unreadable() {
        return unreadable.sum();
    }

    /** How often a partition was given up because it could not be read though others could. */
    public long partitionsFailed() {
        return partitionsFailed.sum();
    }
}
