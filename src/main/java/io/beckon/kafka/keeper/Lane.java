package io.beckon.kafka.keeper;

import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A partition as it is read: what was fetched waits until its share may take it. */
final class Lane<S extends Share> {

    private final S share;
    /** Not more than one fetch brings. */
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();

    private boolean stopped;

    Lane(S share) {
        this.share = share;
    }

    S share() {
        return share;
    }

    void add(List<ConsumerRecord<byte[], byte[]>> fetched) {
        if (!stopped) {
            read.addAll(fetched);
        }
    }

    /** Whether more should be read. */
    boolean isHungry(long position, long now) {
        return !stopped && read.isEmpty() && share.mayTake(position, now);
    }

    boolean hasNext(long now) {
        ConsumerRecord<byte[], byte[]> head = read.peek();
        return head != null && share.mayTake(head.offset(), now);
    }

    /** Lets the share take the next record, and returns about how many bytes are to be written for it. */
    int take(long now) {
        int bytes = share.take(read.remove(), now);
        if (bytes == Share.STOPPED) {
            stopped = true;
            read.clear();
            return 0;
        }
        return bytes;
    }
}
