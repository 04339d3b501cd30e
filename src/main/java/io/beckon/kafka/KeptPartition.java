package io.beckon.kafka;

import io.beckon.log.Partition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One partition of the events as a keeper reads it: late, and up to what it may apply already. */
final class KeptPartition {

    private static final Logger LOG = System.getLogger(KeptPartition.class.getName());

    private final int number;
    private final RoomRecords records;
    private final KeeperFigures figures;
    private final Projection projection;
    private final KeptRooms rooms;
    private final SeenEnds ends;
    /** Read, and too new to be applied: not more than one fetch brings. */
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();

    private List<ProducerRecord<byte[], byte[]>> facts = new ArrayList<>();
    private long next;
    private long committed;
    private boolean stopped;

    KeptPartition(
            int number,
            KeptRooms rooms,
            SeenEnds ends,
            RoomRecords records,
            KeeperFigures figures,
            Projection projection) {
        this.number = number;
        this.rooms = rooms;
        this.ends = ends;
        this.records = records;
        this.figures = figures;
        this.projection = projection;
    }

    /** @param committed up to where the checkpoint goes; -1 when there is none */
    void begin(long next, long committed) {
        this.next = next;
        this.committed = committed;
    }

    int number() {
        return number;
    }

    KeptRooms rooms() {
        return rooms;
    }

    /** Offset of the first record that was not applied. */
    long next() {
        return next;
    }

    boolean hasNews() {
        return next != committed;
    }

    void committed(long offset) {
        committed = offset;
    }

    void saw(long now, long end) {
        ends.note(now, end);
    }

    /** Whether more should be read. */
    boolean isHungry(long position, long now) {
        return !stopped && read.isEmpty() && position < ends.old(now);
    }

    void take(List<ConsumerRecord<byte[], byte[]>> fetched) {
        if (!stopped) {
            read.addAll(fetched);
        }
    }

    /** Applies what is old enough, at most so many records; returns how many it were. */
    int apply(int most, long now) {
        long old = ends.old(now);
        int applied = 0;
        for (ConsumerRecord<byte[], byte[]> head = read.peek();
                head != null && head.offset() < old && applied < most;
                head = read.peek()) {
            if (!apply(head, now)) {
                stop();
                break;
            }
            read.remove();
            next = head.offset() + 1;
            applied++;
        }
        return applied;
    }

    /** Returns whether it may go on after this one. */
    private boolean apply(ConsumerRecord<byte[], byte[]> record, long now) {
        switch (records.read(record)) {
            case RoomRecords.Read.Known known ->
                facts.addAll(projection.of(known.record(), rooms.apply(known.record(), now)));
            case RoomRecords.Read.Reset reset -> rooms.reset();
            case RoomRecords.Read.Garbled garbled -> {
                figures.garbled.increment();
                LOG.log(Level.WARNING, "A record is skipped: " + garbled.why() + where(record));
            }
            case RoomRecords.Read.Unknown unknown -> {
                if (!unknown.ignorable()) {
                    LOG.log(
                            Level.ERROR,
                            "A record is of a later version, " + unknown.type()
                                    + ", and may not be skipped: the checkpoint stays before it" + where(record));
                    return false;
                }
            }
        }
        figures.applied.increment();
        return true;
    }

    private String where(ConsumerRecord<byte[], byte[]> record) {
        return ", partition " + number + ", offset " + record.offset();
    }

    private void stop() {
        stopped = true;
        read.clear();
        figures.stopped.increment();
    }

    long position() {
        return next + Partition.FIRST;
    }

    /** What the projection has to write for the records that were applied since this was called last. */
    List<ProducerRecord<byte[], byte[]>> facts() {
        List<ProducerRecord<byte[], byte[]>> taken = facts;
        facts = new ArrayList<>();
        return taken;
    }
}
