package io.beckon.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;

/** Makes faults happen to a cluster and to those who talk on it, and undoes them. */
final class Injector {

    private static final String EVENTS = "signaling.events";

    private final BeckonCluster cluster;
    private final Random random;
    private final Duration lapse;
    private final Duration outage;

    /**
     * @param lapse after so long a silence a node counts as lost
     * @param outage how long all brokers are down
     */
    Injector(BeckonCluster cluster, Random random, Duration lapse, Duration outage) {
        this.cluster = cluster;
        this.random = random;
        this.lapse = lapse;
        this.outage = outage;
    }

    /** Returns when it is over, though not when everything has recovered from it. */
    void inject(Fault fault, Trial trial) {
        switch (fault) {
            case NODE_KILLED -> killNode(seconds(1, 8));
            case NODE_KILLED_AND_STARTED_AT_ONCE -> killNode(Duration.ZERO);
            case NODE_STOPPED -> stopNode();
            case NODE_PAUSED_BRIEFLY -> pause(anyNode().process(), Duration.ofMillis(1500));
            case NODE_PAUSED_BEYOND_THE_LAPSE -> pause(anyNode().process(), lapse.plus(seconds(2, 9)));
            case NODE_CUT_OFF_SILENTLY -> cutOff(true);
            case NODE_CUT_OFF_WITH_RESETS -> cutOff(false);
            case BROKER_KILLED -> killBroker();
            case BROKER_STOPPED -> stopBroker();
            case BROKER_PAUSED -> pause(anyBroker().process(), seconds(1, 8));
            case ALL_BROKERS_DOWN -> allBrokersDown();
            case CLIENT_CONNECTION_BROKEN ->
                any(trial).ifPresent(talker -> talker.client().breakConnection());
            case STORM_OF_ALL_CLIENTS ->
                trial.talkers().forEach(talker -> talker.client().breakConnection());
            case SLOW_READER -> readSlowly(trial);
            case RESUMED_ON_TWO_NODES -> any(trial).ifPresent(this::resumeTwice);
            case PARTITIONS_ADDED -> addPartition();
        }
    }

    private void killNode(Duration before) {
        BeckonNode node = anyNode();
        node.kill();
        Await.pause(before);
        node.start();
        node.awaitReady();
    }

    private void stopNode() {
        BeckonNode node = anyNode();
        node.stop();
        Await.pause(seconds(0, 3));
        node.start();
        node.awaitReady();
    }

    private static void pause(ChildProcess process, Duration duration) {
        process.pause();
        try {
            Await.pause(duration);
        } finally {
            process.unpause();
        }
    }

    private void cutOff(boolean silently) {
        String listener =
                BeckonCluster.listener(1 + random.nextInt(cluster.nodes().size()));
        if (silently) {
            cluster.kafka().stall(listener);
        } else {
            cluster.kafka().sever(listener);
        }
        Await.pause(seconds(1, 15));
        cluster.kafka().mend(listener);
    }

    private void killBroker() {
        Broker broker = anyBroker();
        broker.kill();
        Await.pause(seconds(1, 10));
        broker.start();
        cluster.kafka().awaitReady();
    }

    private void stopBroker() {
        Broker broker = anyBroker();
        broker.stop();
        Await.pause(seconds(0, 5));
        broker.start();
        cluster.kafka().awaitReady();
    }

    /** They come back one by one. */
    private void allBrokersDown() {
        List<Broker> brokers = cluster.kafka().brokers();
        brokers.forEach(Broker::kill);
        Await.pause(outage);
        for (Broker broker : brokers) {
            broker.start();
            Await.pause(Duration.ofSeconds(3));
        }
        cluster.kafka().awaitReady();
    }

    private void readSlowly(Trial trial) {
        any(trial).ifPresent(slow -> {
            slow.client().pauseReading(true);
            trial.talkers().stream()
                    .filter(talker -> talker != slow && talker.rooms().equals(slow.rooms()))
                    .findFirst()
                    .ifPresent(talker -> {
                        for (int i = 0; i < 500; i++) {
                            talker.client().request(talker.rooms().getFirst(), Bodies.message(15_000));
                        }
                    });
            Await.pause(seconds(3, 8));
            slow.client().pauseReading(false);
        });
    }

    private void resumeTwice(Talker talker) {
        ScriptedClient old = talker.client();
        old.vanish();
        int nodes = cluster.nodes().size();
        int first = random.nextInt(nodes);
        List<ScriptedClient> twins = List.of(old.twin(first), old.twin((first + 1) % nodes));
        twins.forEach(ScriptedClient::start);
        Await.holdsWithin(
                Duration.ofSeconds(20),
                () -> twins.stream().filter(ScriptedClient::isOver).count() == 1
                        && twins.stream().anyMatch(twin -> !twin.isOver() && twin.isAttached()));
        List<ScriptedClient> winners =
                new ArrayList<>(twins.stream().filter(twin -> !twin.isOver()).toList());
        if (winners.isEmpty()) {
            ScriptedClient again = twins.getLast().heir();
            winners.add(again.start());
        }
        winners.stream().skip(1).forEach(ScriptedClient::vanish);
        talker.become(winners.getFirst());
    }

    /** Nobody follows it; those that were there stay where they are. */
    private void addPartition() {
        try (Admin admin = cluster.kafka().admin()) {
            int count = admin.describeTopics(List.of(EVENTS))
                    .allTopicNames()
                    .get()
                    .get(EVENTS)
                    .partitions()
                    .size();
            admin.createPartitions(Map.of(EVENTS, NewPartitions.increaseTo(count + 1)))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new AssertionError("no partition could be added", e);
        }
    }

    private BeckonNode anyNode() {
        return cluster.node(1 + random.nextInt(cluster.nodes().size()));
    }

    private Broker anyBroker() {
        return cluster.kafka()
                .broker(1 + random.nextInt(cluster.kafka().brokers().size()));
    }

    private Optional<Talker> any(Trial trial) {
        List<Talker> attached = trial.talkers().stream()
                .filter(talker -> talker.client().isAttached())
                .toList();
        return attached.isEmpty() ? Optional.empty() : Optional.of(attached.get(random.nextInt(attached.size())));
    }

    private Duration seconds(int least, int most) {
        return Duration.ofMillis(1000L * least + random.nextInt(1000 * (most - least)));
    }
}
