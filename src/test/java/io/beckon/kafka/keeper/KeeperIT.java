package io.beckon.kafka.keeper;

import static io.beckon.kafka.keeper.KeeperScene.await;
import static io.beckon.kafka.keeper.KeeperScene.join;
import static io.beckon.kafka.keeper.KeeperScene.message;
import static io.beckon.kafka.keeper.KeeperScene.origin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.CloudEvents;
import io.beckon.log.Checkpoint;
import io.beckon.log.Partition;
import io.beckon.room.CallHead;
import io.beckon.room.Effect;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Move;
import io.beckon.room.Outcome;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.Tally;
import io.beckon.room.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.sessions.JqwikSession;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Keepers against a real broker: what they write is the state of the rooms, whatever becomes of them. */
@Thorough
class KeeperIT {

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");

    @Test
    void aCheckpointAndTheRecordsAfterItAreTheLiveState() {
        try (KeeperScene scene = new KeeperScene(1)) {
            scene.keeper("a");
            List<Move> moves = new ArrayList<>();
            JqwikSession.run(() -> IntStream.range(0, 6)
                    .forEach(i -> moves.addAll(Move.several().sample())));
            World world = World.after(Pattern.MESH, moves, new Tally());
            int half = world.log().size() / 2;
            append(scene, world, 0, half);
            Checkpoint middle = scene.awaitCheckpoint(0, half);
            append(scene, world, half, world.log().size());
            assertEquals(half + Partition.FIRST, middle.next());
            List<Room> followed = middle.rooms().stream().map(Room::new).toList();
            for (int i = half; i < world.log().size(); i++) {
                World.Entry entry = world.log().get(i);
                for (Room room : followed) {
                    if (room.key().equals(World.key(entry.room()))) {
                        assertEquals(
                                world.outcomes().get(i), withoutTime(room.apply(entry.proposal(), World.position(i))));
                    }
                }
            }
            Checkpoint last = scene.awaitCheckpoint(0, world.log().size());
            scene.assertLive(last, 0);
        }
    }

    /** The world's log has no clock as the brokers' has, from which a call knows when it was opened. */
    private static Outcome withoutTime(Outcome outcome) {
        List<Effect> effects = outcome.effects().stream()
                .map(effect -> switch (effect) {
                    case Effect.Seated(var session, var incarnation, var call, var admitted) ->
                        new Effect.Seated(session, incarnation, withoutTime(call), admitted);
                    case Effect.CallOver(var call, var reason) -> new Effect.CallOver(withoutTime(call), reason);
                    default -> effect;
                })
                .toList();
        return new Outcome(outcome.position(), effects);
    }

    private static CallHead withoutTime(CallHead call) {
        return new CallHead(call.call(), call.from(), call.to(), call.sessions(), call.over(), 0);
    }

    private static void append(KeeperScene scene, World world, int from, int to) {
        for (int i = from; i < to; i++) {
            World.Entry entry = world.log().get(i);
            assertEquals(i, scene.append(World.key(entry.room()), entry.proposal()));
        }
    }

    @Test
    void aRecordIsInNoCheckpointBeforeItsTime() {
        try (KeeperScene scene = new KeeperScene(1)) {
            scene.keeper("a");
            scene.awaitCheckpoint(0, 0);
            long appended = System.nanoTime();
            scene.append(ROOM, join(0, Pattern.MESH));
            scene.awaitWatermark(0, 1);
            assertTrue(System.nanoTime() - appended >= KeeperScene.LAG.toNanos());
        }
    }

    @Test
    void partitionsAreHandedOverFromKeeperToKeeper() {
        try (KeeperScene scene = new KeeperScene(4)) {
            Keeper first = scene.keeper("a");
            List<RoomKey> rooms =
                    IntStream.range(0, 4).mapToObj(scene.topics::roomOf).toList();
            rooms.forEach(room -> IntStream.range(0, 10).forEach(who -> scene.append(room, join(who, Pattern.MESH))));
            rooms.forEach(room -> scene.awaitWatermark(partition(scene, room), 10));
            Keeper second = scene.keeper("b");
            await(() -> first.figures().watermarks().size() == 2
                    && second.figures().watermarks().size() == 2);
            rooms.forEach(room -> IntStream.range(0, 10).forEach(who -> scene.append(room, message(who, 1))));
            rooms.forEach(room -> scene.awaitWatermark(partition(scene, room), 20));
            first.close();
            rooms.forEach(room -> IntStream.range(0, 10).forEach(who -> scene.append(room, message(who, 2))));
            await(() -> second.figures().watermarks().size() == 4
                    && Set.copyOf(second.figures().watermarks().values()).equals(Set.of(30L)));
            rooms.forEach(room -> {
                int partition = partition(scene, room);
                scene.assertLive(scene.awaitCheckpoint(partition, 30), partition);
            });
        }
    }

    private static int partition(KeeperScene scene, RoomKey room) {
        return Partition.of(room, scene.topics.needs.partitions());
    }

    @Test
    void aKeeperThatDiesInATransactionLeavesThePreviousCheckpoint() {
        try (KeeperScene scene = new KeeperScene(1)) {
            Set<String> doomed = ConcurrentHashMap.newKeySet();
            Keeper first = scene.keeper("a", () -> {
                if (doomed.remove("a")) {
                    throw new Killed();
                }
            });
            scene.append(ROOM, join(0, Pattern.MESH));
            scene.awaitCheckpoint(0, 1);
            doomed.add("a");
            scene.append(ROOM, join(1, Pattern.MESH));
            await(() -> doomed.isEmpty());
            assertEquals(1 + Partition.FIRST, scene.checkpoints.read(0).next());
            await(() -> first.figures().watermarks().isEmpty());
            Keeper second = scene.keeper("b");
            scene.append(ROOM, message(1, 1));
            scene.assertLive(scene.awaitCheckpoint(0, 3), 0);
            assertEquals(0, second.figures().resets());
        }
    }

    @Test
    void aKeeperThatWasTakenForDeadCommitsNothingWhenItWakes() throws Exception {
        try (KeeperScene scene = new KeeperScene(1)) {
            CountDownLatch asleep = new CountDownLatch(1);
            CountDownLatch awake = new CountDownLatch(1);
            Set<String> tired = ConcurrentHashMap.newKeySet();
            Keeper first = scene.keeper("a", () -> {
                if (tired.remove("a")) {
                    asleep.countDown();
                    uninterruptibly(awake);
                }
            });
            scene.append(ROOM, join(0, Pattern.MESH));
            scene.awaitCheckpoint(0, 1);
            tired.add("a");
            scene.append(ROOM, join(1, Pattern.MESH));
            asleep.await();
            scene.topics
                    .admin
                    .removeMembersFromConsumerGroup(
                            KeeperSettings.group(scene.topics.needs.names()),
                            new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            Keeper second = scene.keeper("b");
            await(() -> Long.valueOf(2).equals(second.figures().watermarks().get(0)));
            awake.countDown();
            await(() -> first.figures().restarts() > 0);
            scene.append(ROOM, message(1, 1));
            scene.assertLive(scene.awaitCheckpoint(0, 3), 0);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aKeeperThatFailsBeginsAgain() {
        List<Runnable> failures = List.of(
                () -> {
                    throw new IllegalStateException("as ordered");
                },
                () -> {
                    throw new OutOfMemoryError("as ordered");
                });
        AtomicReference<Runnable> next = new AtomicReference<>(() -> {});
        try (KeeperScene scene = new KeeperScene(1)) {
            Keeper keeper = scene.keeper("a", () -> next.getAndSet(() -> {}).run());
            scene.append(ROOM, join(0, Pattern.MESH));
            scene.awaitCheckpoint(0, 1);
            for (int who = 1; who <= failures.size(); who++) {
                long before = keeper.figures().restarts();
                next.set(failures.get(who - 1));
                scene.append(ROOM, join(who, Pattern.MESH));
                await(() -> keeper.figures().restarts() > before);
            }
            scene.append(ROOM, message(1, 1));
            scene.assertLive(scene.awaitCheckpoint(0, 4), 0);
        }
    }

    @Test
    void whereTheLogHasALossAllRoomsBeginAnew() {
        try (KeeperScene scene = new KeeperScene(1)) {
            Keeper first = scene.keeper("a");
            IntStream.range(0, 5).forEach(who -> scene.append(ROOM, join(who, Pattern.MESH)));
            scene.awaitCheckpoint(0, 5);
            first.close();
            IntStream.range(0, 5).forEach(who -> scene.append(ROOM, message(who, 1)));
            scene.topics.dropBefore(0, 8);
            Checkpoint lost = scene.checkpoints.read(0);
            assertEquals(new Checkpoint(9, 11, List.of()), lost);
            Keeper second = scene.keeper("b");
            Checkpoint reset = scene.awaitCheckpoint(0, 11);
            assertEquals(1, second.figures().resets());
            assertEquals(5, scene.audit.missed(), "from those behind the first checkpoint nothing follows any more");
            assertEquals(List.of(), reset.rooms());
            assertTrue(parts(scene).isEmpty());
            scene.live.clear();
            scene.append(ROOM, join(7, Pattern.MESH));
            scene.assertLive(scene.awaitCheckpoint(0, 12), 0);
        }
    }

    private static Set<String> parts(KeeperScene scene) {
        try (CheckpointReader reader = new CheckpointReader(
                new ClientSettings(scene.topics.client),
                scene.topics.needs.names().checkpoints())) {
            return reader.read(0).parts().keySet();
        }
    }

    @Test
    void aTopicThatWasMadeAnewHasNothingOfTheOldOne() throws Exception {
        try (KeeperScene scene = new KeeperScene(1)) {
            scene.keeper("a");
            IntStream.range(0, 5).forEach(who -> scene.append(ROOM, join(who, Pattern.MESH)));
            scene.awaitCheckpoint(0, 5);
            String before = scene.topics.prepare().eventsId();
            scene.topics
                    .admin
                    .deleteTopics(List.of(scene.topics.events()))
                    .all()
                    .get();
            await(() -> {
                try {
                    // a broker may show the old one for a while still
                    return !scene.topics.prepare().eventsId().equals(before);
                } catch (RuntimeException e) {
                    return false;
                }
            });
            assertEquals(new Checkpoint(1, 1, List.of()), scene.checkpoints.read(0));
            scene.live.clear();
            RoomKey other = new RoomKey("default", "other");
            await(() -> {
                try {
                    return scene.append(other, join(1, Pattern.MESH)) >= 0;
                } catch (AssertionError e) {
                    return false;
                }
            });
            scene.assertLive(scene.awaitCheckpoint(0, 1), 0);
            assertEquals(Set.of("default/other", "default/other/p-1"), parts(scene));
        }
    }

    @Test
    void whatNobodyCanReadIsSkippedAndWhatALaterVersionCanIsNot() {
        try (KeeperScene scene = new KeeperScene(1)) {
            Keeper keeper = scene.keeper("a");
            scene.append(ROOM, join(0, Pattern.MESH));
            ProducerRecord<byte[], byte[]> garbled = scene.record(ROOM, message(0, 1));
            garbled.headers().remove(CloudEvents.ATTRIBUTES).add(CloudEvents.ATTRIBUTES, new byte[] {'{'});
            scene.topics.produce(garbled);
            scene.topics.produce(later(scene, "true"));
            scene.append(ROOM, join(1, Pattern.MESH));
            scene.assertLive(scene.awaitCheckpoint(0, 4), 0);
            assertEquals(1, keeper.figures().garbled());
            scene.topics.produce(later(scene, "false"));
            scene.topics.produce(scene.record(ROOM, join(2, Pattern.MESH)));
            await(() -> keeper.figures().stopped() == 1);
            scene.assertLive(scene.awaitCheckpoint(0, 4), 0);
        }
    }

    private static ProducerRecord<byte[], byte[]> later(KeeperScene scene, String ignorable) {
        ProducerRecord<byte[], byte[]> record = scene.record(ROOM, message(0, 1));
        record.headers()
                .remove(CloudEvents.TYPE)
                .add(CloudEvents.TYPE, "io.beckon.room.dance.v1".getBytes(StandardCharsets.UTF_8))
                .remove(CloudEvents.IGNORABLE)
                .add(CloudEvents.IGNORABLE, ignorable.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    @Test
    void timersThatNobodyProposesAreProposedInTheEnd() {
        try (KeeperScene scene = new KeeperScene(1)) {
            scene.keeper("a");
            scene.append(ROOM, join(0, Pattern.MESH));
            scene.append(ROOM, join(1, Pattern.MESH));
            Incarnation incarnation = Incarnation.first("i-1");
            long since = scene.append(ROOM, new Proposal.Disconnected("s-1", incarnation, LeaveReason.TIMEOUT));
            scene.lost.add("i-0");
            Set<Proposal> expected = Set.of(
                    new Proposal.WindowElapsed("s-1", incarnation, since + Partition.FIRST),
                    new Proposal.InstanceLost("i-0"));
            await(() -> scene.proposed.stream().collect(Collectors.toSet()).equals(expected));
            scene.proposed.forEach(proposal -> scene.append(ROOM, proposal));
            scene.lost.clear();
        }
    }

    @Test
    void anEndedRoomLeavesNothing() {
        try (KeeperScene scene = new KeeperScene(1)) {
            scene.keeper("a");
            scene.append(ROOM, join(0, Pattern.MESH));
            scene.awaitWatermark(0, 1);
            scene.append(ROOM, new Proposal.Leave(origin(0, 1), LeaveReason.LEFT));
            scene.awaitCheckpoint(0, 2);
            assertEquals(Set.of("default/stand-up", "default/stand-up//s-0"), parts(scene));
            RoomKey other = new RoomKey("default", "other");
            List<Proposal> others = IntStream.range(0, 4100)
                    .<Proposal>mapToObj(i -> new Proposal.InstanceLost("i-" + i))
                    .toList();
            scene.appendAll(other, others.iterator(), 2);
            scene.awaitCheckpoint(0, 4102);
            assertTrue(parts(scene).isEmpty(), () -> parts(scene).toString());
        }
    }

    /** Not an exception that a keeper would recover from: as good as SIGKILL. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
