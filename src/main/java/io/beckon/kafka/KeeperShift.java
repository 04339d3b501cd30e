package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import io.beckon.protocol.UnreadableRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A keeper from when it joins its group until it leaves it or something fails. Then all that it holds is given up: the next
 * shift begins from the checkpoints. One thread.
 */
final class KeeperShift implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = System.getLogger(KeeperShift.class.getName());

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration SHORT = Duration.ofSeconds(2);
    /** How long the group's offset and the checkpoint may take to fit. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final int MOST_PER_COMMIT = 10_000;
    private static final int LOOK_EVERY = 5;

    private final KeeperParts parts;
    private final KeeperSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final CheckpointWriter writer;
    private final String topicId;
    private final Map<Integer, KeptPartition> kept = new TreeMap<>();
    /** Partitions that are this keeper's and not begun, and since when. */
    private final Map<Integer, Long> waiting = new TreeMap<>();

    private int applied;
    private int ticks;

    KeeperShift(KeeperParts parts) {
        this.parts = parts;
        this.settings = parts.settings();
        this.topicId = parts.topic().id();
        this.writer = parts.writer();
        this.consumer = parts.consumer();
    }

    void begin() {
        writer.begin();
        consumer.subscribe(List.of(settings.names().events()), this);
    }

    /** A round of what there is to do. */
    void poll() {
        take(consumer.poll(POLL));
        for (Integer partition : List.copyOf(waiting.keySet())) {
            handOver(partition);
        }
        long now = System.nanoTime();
        for (KeptPartition partition : kept.values()) {
            applied += partition.apply(MOST_PER_COMMIT - applied, now);
        }
        if (applied >= MOST_PER_COMMIT) {
            commit();
        }
        feed(now);
    }

    /** What is done once in an interval. */
    void tick() {
        if (!isSameTopic()) {
            return;
        }
        commit();
        see();
        long now = System.nanoTime();
        boolean looks = ++ticks % LOOK_EVERY == 0;
        for (KeptPartition partition : kept.values()) {
            partition.rooms().elapse(now, parts.propose());
            if (looks) {
                partition.rooms().look(parts.isLost(), now);
            }
        }
    }

    /** When the brokers do not say, nothing is committed. */
    private boolean isSameTopic() {
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

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition of : records.partitions()) {
            KeptPartition partition = kept.get(of.partition());
            if (partition != null) {
                partition.take(records.records(of));
            }
        }
    }

    private void commit() {
        List<KeptPartition> changed =
                kept.values().stream().filter(KeptPartition::hasNews).toList();
        if (!changed.isEmpty()) {
            writer.commit(changed, topicId, consumer.groupMetadata());
        }
        applied = 0;
    }

    /** Notes where partitions end now. When the brokers do not say, it is noted later: that only delays. */
    private void see() {
        List<TopicPartition> all = kept.keySet().stream().map(this::events).toList();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(all, SHORT);
            long now = System.nanoTime();
            ends.forEach((of, end) -> {
                KeptPartition partition = kept.get(of.partition());
                if (partition != null) {
                    partition.saw(now, end);
                }
            });
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            LOG.log(Level.DEBUG, "The ends of partitions are not known", e);
        }
    }

    /** Lets the consumer fetch what may be applied, and nothing else. */
    private void feed(long now) {
        List<TopicPartition> hungry = new ArrayList<>();
        List<TopicPartition> sated = new ArrayList<>();
        Set<TopicPartition> paused = consumer.paused();
        for (KeptPartition partition : kept.values()) {
            TopicPartition of = events(partition.number());
            boolean isHungry = partition.isHungry(consumer.position(of, SHORT), now);
            if (isHungry == paused.contains(of)) {
                (isHungry ? hungry : sated).add(of);
            }
        }
        consumer.resume(hungry);
        consumer.pause(sated);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        for (TopicPartition of : partitions) {
            consumer.seek(of, 0);
            if (of.partition() < settings.partitions()) {
                waiting.put(of.partition(), System.nanoTime());
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (TopicPartition of : partitions) {
            kept.remove(of.partition());
            waiting.remove(of.partition());
            parts.figures().watermarks.remove(of.partition());
        }
    }

    /** Begins with a partition if that is possible now. */
    private void handOver(int number) {
        boolean patient = System.nanoTime() - waiting.getOrDefault(number, 0L) < PATIENCE_NANOS;
        TopicPartition of = events(number);
        try {
            OffsetAndMetadata committed = consumer.committed(Set.of(of), SHORT).get(of);
            Long offset = committed == null ? null : Long.valueOf(committed.offset());
            KeptParts checkpoint = parts.checkpoints().read(number);
            HandOver how =
                    HandOver.of(offset, checkpoint, topicId, parts.topic().range(number), patient);
            KeptPartition partition = parts.partition(number);
            if (begin(partition, how)) {
                waiting.remove(number);
                kept.put(number, partition);
                consumer.seek(of, partition.next());
                LOG.log(Level.INFO, "Keeps partition " + number + " from offset " + partition.next() + " on");
            }
        } catch (LogUnavailable | org.apache.kafka.common.errors.TimeoutException e) {
            LOG.log(Level.DEBUG, "Partition " + number + " cannot be begun yet", e);
        } catch (UnreadableRecord e) {
            throw new LogUnavailable("the checkpoint of partition " + number + " is unreadable: " + e.getMessage());
        }
    }

    private boolean begin(KeptPartition partition, HandOver how) {
        switch (how) {
            case HandOver.NotYet notYet -> {
                return false;
            }
            case HandOver.GoOn(long offset, var rooms) -> {
                partition.rooms().restore(rooms, System.nanoTime());
                partition.begin(offset, offset);
                parts.figures().watermarks.put(partition.number(), offset);
            }
            case HandOver.BeginAnew(long offset, var stale) -> {
                partition.rooms().bury(stale);
                partition.begin(offset, -1);
            }
            case HandOver.Reset(var stale) -> {
                partition.rooms().bury(stale);
                partition.begin(reset(partition.number()), -1);
            }
        }
        return true;
    }

    /** Appends that the partition's rooms begin anew, and returns where. Not in a transaction, which could stall followers. */
    private long reset(int partition) {
        LOG.log(
                Level.ERROR,
                "The checkpoint of partition " + partition
                        + " does not reach what is left of the log: all rooms of the partition begin anew");
        try (Producer<byte[], byte[]> producer = parts.client().producer("beckon-keeper-reset", Map.of())) {
            long offset = producer.send(parts.records().reset(partition))
                    .get(SHORT.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
            parts.figures().resets.increment();
            return offset;
        } catch (ExecutionException | TimeoutException e) {
            throw new LogUnavailable("a reset cannot be appended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted");
        }
    }

    private TopicPartition events(int partition) {
        return new TopicPartition(settings.names().events(), partition);
    }

    /** Makes a {@link #poll} on another thread fail. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        writer.close();
        try {
            consumer.close(SHORT);
        } catch (KafkaException e) {
            LOG.log(Level.DEBUG, "A consumer could not be closed in order", e);
        }
        parts.figures().watermarks.clear();
    }
}
