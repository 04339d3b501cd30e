package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
    private static final int MOST_PER_COMMIT = 10_000;
    private static final int LOOK_EVERY = 5;

    private final KeeperParts parts;
    private final KeeperSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final CheckpointWriter writer;
    private final String topicId;
    private final Map<Integer, KeptPartition> kept = new TreeMap<>();
    private final Map<Integer, Arrival> arrived = new TreeMap<>();

    private int applied;
    private int ticks;

    KeeperShift(KeeperParts parts) {
        this.parts = parts;
        this.settings = parts.settings();
        this.topicId = parts.topic().id();
        this.writer = parts.writer();
        try {
            this.consumer = parts.consumer();
        } catch (KafkaException e) {
            writer.close();
            throw e;
        }
    }

    void begin() {
        writer.begin();
        consumer.subscribe(List.of(settings.names().events()), this);
    }

    /** A round of what there is to do. */
    void poll() {
        take(consumer.poll(POLL));
        List.copyOf(arrived.keySet()).forEach(this::takeOver);
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

    private void takeOver(Integer number) {
        Arrival arrival = arrived.get(number);
        if (arrival != null && arrival.begin(consumer, topicId)) {
            arrived.remove(number);
            kept.put(number, arrival.partition());
            consumer.seek(events(number), arrival.partition().next());
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
        List<KeptPartition> all = new ArrayList<>(kept.values());
        arrived.values().forEach(arrival -> all.add(arrival.partition()));
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(
                    all.stream().map(partition -> events(partition.number())).toList(), SHORT);
            long now = System.nanoTime();
            for (KeptPartition partition : all) {
                partition.saw(now, ends.getOrDefault(events(partition.number()), 0L));
            }
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
                arrived.put(of.partition(), new Arrival(parts, of));
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (TopicPartition of : partitions) {
            kept.remove(of.partition());
            arrived.remove(of.partition());
            parts.figures().watermarks.remove(of.partition());
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
