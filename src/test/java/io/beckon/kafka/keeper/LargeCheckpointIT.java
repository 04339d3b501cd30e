package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.Checkpoint;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A broadcast, made of records alone, through checkpoint and bootstrap; of 100,000 with {@code -Pfull}. */
@Isolated("memory")
class LargeCheckpointIT {

    private static final int MEMBERS = Integer.getInteger("checkpoint.members", 10_000);
    private static final RoomKey ROOM = new RoomKey("default", "keynote");

    @Test
    void aLargeBroadcastIsKeptAndReadAgain() {
        try (KeeperScene scene = new KeeperScene(1)) {
            Stopwatch watch = new Stopwatch();
            Stream<Proposal> joins = IntStream.range(0, MEMBERS)
                    .mapToObj(who -> KeeperScene.join(who, who == 0 ? Pattern.BROADCAST : null));
            scene.appendAll(ROOM, joins.iterator(), 0);
            watch.lap("appended and applied live");
            Keeper keeper = scene.keeper("a");
            scene.awaitWatermark(0, MEMBERS);
            KeeperFigures figures = keeper.figures();
            watch.lap("kept, of that %d ms are D; %d transactions, %d records, %d KB before compression"
                    .formatted(
                            KeeperScene.LAG.toMillis(),
                            figures.commits(),
                            figures.written(),
                            figures.writtenBytes() / 1024));
            Checkpoint checkpoint = scene.awaitCheckpoint(0, MEMBERS);
            watch.lap("read");
            Room room = new Room(checkpoint.rooms().get(0));
            watch.lap("a room again");
            assertEquals(MEMBERS, room.size());
            scene.assertLive(checkpoint, 0);
            long before = figures.written();
            scene.append(ROOM, KeeperScene.message(7, 1));
            scene.awaitWatermark(0, MEMBERS + 1);
            assertTrue(figures.written() - before <= 3, "more than what has changed was written");
            scene.keepers.get(0).close();
            watch.lap("compared, one message kept");
            scene.keeper("b");
            scene.awaitWatermark(0, MEMBERS + 1);
            watch.lap("handed over");
        }
    }

    private static final class Stopwatch {

        private long since = System.nanoTime();

        void lap(String what) {
            long now = System.nanoTime();
            System.out.printf("%,d members: %d ms %s%n", MEMBERS, (now - since) / 1_000_000, what);
            since = System.nanoTime();
        }
    }
}
