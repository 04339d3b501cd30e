package io.beckon.kafka.keeper;

import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.Whereabouts;
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
 * A member of a consumer group from when it joins until it leaves or something fails. Then all that it holds is given up: the next
 * shift begins from what was committed. One thread.
 */
final class Shift<S extends Share> implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = System.getLogger(Shift.class.getName());

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final GroupSettings settings;
    private final Duty<S> duty;
    private final GroupFigures figures;
    private final Transactions transactions;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<Integer, Lane<S>> lanes = new TreeMap<>();
    private final Arrivals<S> arrived = new Arrivals<>(System::nanoTime);
    private final Batch batch = new Batch();

    /** @param beforeCommit is called when all of a transaction was sent */
    Shift(ClientSettings client, GroupSettings settings, Duty<S> duty, GroupFigures figures, Runnable beforeCommit) {
        this.settings = settings;
        this.duty = duty;
        this.figures = figures;
        this.transactions = new Transactions(client, settings, beforeCommit);
        try {
            this.consumer = client.consumer(settings.name(), settings.consumer());
        } catch (KafkaException e) {
            transactions.close();
            throw e;
        }
    }

    void begin() {
        transactions.begin();
        consumer.subscribe(List.of(settings.topic()), this);
    }

    /** A round of what there is to do. */
    void poll() {
        add(consumer.poll(POLL));
        arrived.round(this::takeOver);
        long now = System.nanoTime();
        lanes.values().forEach(lane -> work(lane, now));
        if (batch.isFull()) {
            commit();
        }
        feed(now);
    }

    /** What is done once in an interval. */
    void tick() {
        if (duty.mayCommit()) {
            commit();
            duty.tick(consumer, lanes.values().stream().map(Lane::share).toList(), arrived.all());
        }
    }

    private void add(ConsumerRecords<byte[], byte[]> fetched) {
        for (TopicPartition of : fetched.partitions()) {
            Lane<S> lane = lanes.get(of.partition());
            if (lane != null) {
                lane.add(fetched.records(of));
            }
        }
    }

    private boolean takeOver(S share) {
        if (!share.begin(consumer)) {
            return false;
        }
        lanes.put(share.number(), new Lane<>(share));
        consumer.seek(partition(share.number()), share.next());
        LOG.log(
                Level.INFO,
                settings.name() + " has a partition: " + Whereabouts.of(partition(share.number())) + " offset="
                        + share.next());
        return true;
    }

    private void work(Lane<S> lane, long now) {
        while (!batch.isFull() && lane.hasNext(now)) {
            batch.add(lane.take(now));
        }
    }

    private void commit() {
        List<S> changed =
                lanes.values().stream().map(Lane::share).filter(Share::hasNews).toList();
        if (!changed.isEmpty()) {
            transactions.commit(changed, consumer.groupMetadata());
            figures.commits.increment();
        }
        batch.clear();
    }

    /** Lets the consumer fetch what may be taken, and nothing else. */
    private void feed(long now) {
        List<TopicPartition> hungry = new ArrayList<>();
        List<TopicPartition> sated = new ArrayList<>();
        Set<TopicPartition> paused = consumer.paused();
        lanes.forEach((number, lane) -> {
            TopicPartition of = partition(number);
            boolean isHungry = lane.isHungry(consumer.position(of, SHORT), now);
            if (isHungry == paused.contains(of)) {
                (isHungry ? hungry : sated).add(of);
            }
        });
        consumer.resume(hungry);
        consumer.pause(sated);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        for (TopicPartition of : partitions) {
            consumer.seek(of, 0);
            if (of.partition() < settings.partitions()) {
                arrived.add(duty.share(of.partition()));
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (TopicPartition of : partitions) {
            lanes.remove(of.partition());
            arrived.remove(of.partition());
            duty.gone(of.partition());
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(settings.topic(), number);
    }

    /** Makes a {@link #poll} on another thread fail. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        transactions.close();
        try {
            consumer.close(SHORT);
        } catch (KafkaException e) {
            LOG.log(Level.DEBUG, "A consumer could not be closed in order", e);
        }
        lanes.keySet().forEach(duty::gone);
    }
}
