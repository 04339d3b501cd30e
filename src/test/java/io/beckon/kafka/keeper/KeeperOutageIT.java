package io.beckon.kafka.keeper;

import static io.beckon.kafka.keeper.KeeperScene.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.cluster.KafkaCluster;
import io.beckon.log.Partition;
import io.beckon.room.Pattern;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keepers while there is no broker. */
@Thorough
class KeeperOutageIT {

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");
    private static final Duration OUTAGE = Duration.ofSeconds(15);

    @Test
    void checkpointsGoOnAfterAnOutage() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start("keeper-outage", 1);
                KeeperScene scene = new KeeperScene(cluster, 2)) {
            Keeper keeper = scene.keeper("a");
            int partition = Partition.of(ROOM, 2);
            IntStream.range(0, 5).forEach(who -> scene.append(ROOM, KeeperScene.join(who, Pattern.MESH)));
            scene.awaitCheckpoint(partition, 5);
            IntStream.range(0, 5).forEach(who -> scene.append(ROOM, KeeperScene.message(who, 1)));
            cluster.broker(1).kill();
            new CountDownLatch(1).await(OUTAGE.toMillis(), TimeUnit.MILLISECONDS);
            cluster.broker(1).start();
            cluster.awaitReady();
            scene.append(ROOM, KeeperScene.message(0, 2));
            scene.assertLive(scene.awaitCheckpoint(partition, 11), partition);
            await(() -> keeper.figures().watermarks().size() == 2);
            assertEquals(0, keeper.figures().resets());
        }
    }
}
