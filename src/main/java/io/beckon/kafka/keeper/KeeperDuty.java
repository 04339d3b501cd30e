package io.beckon.kafka.keeper;

import io.beckon.log.LogUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What a keeper does in one shift, of the events topic as it was at its beginning. */
final class KeeperDuty implements Duty<KeptPartition> {

    private static final Logger LOG = System.getLogger(KeeperDuty.class.getName());

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int LOOK_EVERY = 5;

    private final KeeperParts parts;
    private final String topicId;
    private int ticks;

    /** @throws LogUnavailable when the brokers do not describe the topic */
    KeeperDuty(KeeperParts parts) {
        this.parts = parts;
        this.topicId = parts.topic().id();
    }

    @Override
    public KeptPartition share(int partition) {
        return new KeptPartition(partition, topicId, parts, new Arrival(parts, events(partition), topicId));
    }

    /** When the brokers do not say whether it is the same topic, nothing is committed. */
    @Override
    public boolean mayCommit() {
        String id;
        try {
            id = parts.topic().id();
        } catch (LogUnavailable e) {
            LOG.log(Level.DEBUG, "The events topic cannot be looked at", e);
            return false;
        }
        if (!id.equals(topicId)) {
            throw new LogUnavailable("the events topic was made anew");
        }
        return true;
    }

    @Override
    public void tick(
            Consumer<byte[], byte[]> consumer, Collection<KeptPartition> begun, Collection<KeptPartition> arrived) {
        see(consumer, Stream.concat(begun.stream(), arrived.stream()).toList());
        long now = System.nanoTime();
        boolean looks = ++ticks % LOOK_EVERY == 0;
        for (KeptPartition partition : begun) {
            partition.rooms().elapse(now, parts.propose());
            if (looks) {
                partition.rooms().look(parts.isLost(), now);
            }
        }
    }

    /** Notes where partitions end now. When the brokers do not say, it is noted later: that only delays. */
    private void see(Consumer<byte[], byte[]> consumer, List<KeptPartition> all) {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(
                    all.stream().map(partition -> events(partition.number())).toList(), SHORT);
            long now = System.nanoTime();
            for (KeptPartition partition : all) {
                partition.saw(now, ends.getOrDefault(events(partition.number()), 0L));
            }
        } catch (TimeoutException e) {
            LOG.log(Level.DEBUG, "The ends of partitions are not known", e);
        }
    }

    @Override
    public void gone(int partition) {
        parts.figures().watermarks.remove(partition);
        parts.figures().due.remove(partition);
    }

    private TopicPartition events(int partition) {
        return new TopicPartition(parts.settings().names().events(), partition);
    }
}
