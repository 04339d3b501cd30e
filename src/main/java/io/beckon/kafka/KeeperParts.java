package io.beckon.kafka;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * What the shifts of one keeper have in common, and what they make of it.
 *
 * @param instance of this process
 * @param propose takes timers that nobody else has proposed
 */
record KeeperParts(
        ClientSettings client,
        KeeperSettings settings,
        String instance,
        EventsTopic topic,
        CheckpointReader checkpoints,
        RoomRecords records,
        KeeperFigures figures,
        Projection projection,
        Predicate<String> isLost,
        BiConsumer<RoomKey, Proposal> propose,
        Runnable beforeCommit) {

    private static final int FETCH_BYTES = 256 << 10;

    CheckpointWriter writer() {
        return new CheckpointWriter(client, instance, settings, figures, beforeCommit);
    }

    /** In the group of the keepers. It sees the group's offset only when no transaction is about to change it. */
    Consumer<byte[], byte[]> consumer() {
        int timeout = (int) settings.sessionTimeout().toMillis();
        return client.consumer(
                "beckon-keeper",
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.group(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        timeout,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        timeout / 3,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        FETCH_BYTES,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        2_000));
    }

    KeptPartition partition(int number) {
        LastResort timers = new LastResort(settings);
        return new KeptPartition(
                number, new KeptRooms(figures, timers), new SeenEnds(settings.lag()), records, figures, projection);
    }
}
