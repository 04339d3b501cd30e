package io.beckon.kafka.keeper;

import static io.beckon.kafka.keeper.KeeperScene.join;
import static io.beckon.kafka.keeper.KeeperScene.message;
import static io.beckon.kafka.keeper.KeeperScene.origin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.command.Command;
import io.beckon.kafka.KafkaCallLog;
import io.beckon.records.CheckpointCodec;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;
import io.beckon.room.TransportState;
import io.beckon.sdp.SessionDescription;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay} against what keepers have written. */
class ReplayIT {

    private static final int PARTITIONS = 2;
    private static final int PARTITION = 1;
    private static final SessionDescription DESCRIPTION = new SessionDescription(1, 1, 1, List.of("ufrag"));

    @TempDir
    Path directory;

    private final KeeperScene scene = new KeeperScene(PARTITIONS);
    private final RoomKey room = scene.topics.roomOf(PARTITION);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long end;

    @BeforeEach
    void aCallThatIsConnected() {
        append(join(0, Pattern.MESH));
        append(join(1, Pattern.MESH));
        append(new Proposal.Offer(
                origin(0, 1), "p-1", "", DESCRIPTION, Json.of("{\"offer\":{\"sdp\":\"m=audio 9\\r\\n\"}}")));
        append(new Proposal.Answer(
                origin(1, 1), "p-0", "", null, false, DESCRIPTION, Json.of("{\"answer\":{\"sdp\":\"\"}}")));
        append(new Proposal.ReportTransport(origin(1, 2), "p-0", "", TransportState.CONNECTED));
        append(message(0, 3));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void append(Proposal proposal) {
        end = scene.append(room, proposal) + 1;
    }

    /** Keepers write what there is, and end. */
    private void keep() {
        scene.keeper("k-" + scene.keepers.size());
        scene.awaitCheckpoint(PARTITION, end);
        scene.keepers.forEach(Keeper::close);
    }

    private int replay(RoomKey room, String... further) {
        List<String> arguments = new ArrayList<>(List.of(room.name()));
        arguments.addAll(List.of(further));
        return replay(arguments);
    }

    private int replay(List<String> further) {
        out.reset();
        err.reset();
        List<String> arguments = new ArrayList<>(List.of("replay", "--bootstrap-servers"));
        arguments.add(String.valueOf(scene.topics.client.get("bootstrap.servers")));
        arguments.addAll(List.of("--topic-prefix", scene.topics.needs.names().prefix()));
        arguments.addAll(further);
        return new Command(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, false, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(arguments.toArray(String[]::new));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private void assertSays(String text) {
        assertTrue(out().contains(text), out() + err.toString(UTF_8));
    }

    @Test
    void aCheckpointIsWhatTheLogLeadsTo() throws IOException {
        keep();
        append(new Proposal.Leave(origin(1, 4), LeaveReason.LEFT));
        Path svg = directory.resolve("ladder.svg");
        assertEquals(0, replay(room, "--svg", svg.toString()), () -> out() + err.toString(UTF_8));
        assertSays("The checkpoint at offset 6 has the same state.");
        assertSays("|------>|       offer v1 audio [open]");
        assertSays("|       *       leaves: left");
        assertSays("The log shows nothing that went wrong.");
        assertTrue(Files.readString(svg).startsWith("<svg"));
        assertEquals(0, replay(room, "--json"));
        assertSays("\"checkpoint\":{\"verdict\":\"same\",\"offset\":6,\"logFirstOffset\":0,\"differences\":[]}");
    }

    @Test
    void aCheckpointThatWasTamperedWithDiffers() {
        keep();
        CheckpointCodec codec = new CheckpointCodec();
        RoomPart.Head head =
                (RoomPart.Head) scene.live.get(room).snapshot().parts().getFirst();
        RoomPart.Head locked = new RoomPart.Head(
                head.pattern(), head.rules(), true, head.call(), head.bars(), head.orders(), head.knocks());
        scene.topics.produce(new ProducerRecord<>(
                scene.topics.needs.names().checkpoints(),
                PARTITION,
                codec.key(room, head.name()).getBytes(UTF_8),
                codec.encode(locked)));
        assertEquals(1, replay(room));
        assertSays("The checkpoint at offset 6 differs from what the log leads to:");
        assertSays("  the room as a whole is another in the checkpoint");
    }

    @Test
    void whereTheLogHasLostTheBeginningTheLadderStartsFromTheCheckpoint() {
        keep();
        append(message(1, 5));
        scene.topics.dropBefore(PARTITION, 4);
        assertEquals(3, replay(room), () -> out() + err.toString(UTF_8));
        assertSays("which is kept from offset 4 on: this starts in the middle");
        assertSays("User 0: user u-0, peer p-0, session s-0, was there before");
        assertSays("message");
        assertFalse(out().contains("refused"), out());
    }

    @Test
    void whoLeftBeforeTheLogBeginsIsNoDifference() {
        append(new Proposal.Leave(origin(0, 5), LeaveReason.LEFT));
        append(new Proposal.Leave(origin(1, 5), LeaveReason.LEFT));
        append(join(2, Pattern.MESH));
        append(join(3, Pattern.MESH));
        keep();
        assertEquals(0, replay(room), () -> out() + err.toString(UTF_8));
        scene.topics.dropBefore(PARTITION, 8);
        assertEquals(3, replay(room), () -> out() + err.toString(UTF_8));
        assertSays("The checkpoint at offset 10 differs in what was before offset 8");
        assertSays("joins as participant");
    }

    @Test
    void withoutACheckpointThereIsTheLadder() {
        assertEquals(3, replay(room));
        assertSays("reports: connected");
        assertSays("There is no checkpoint to compare with.");
    }

    @Test
    void aCallAndItsRoom() {
        Person anna = new Person("default", "u-0", "User 0", Set.of(Right.JOIN));
        try (KafkaCallLog calls =
                new KafkaCallLog(scene.topics.client, scene.topics.needs.names().calls(), () -> "test")) {
            append(
                    calls,
                    new CallProposal.Invite(
                            origin(0, 1), anna, List.of("u-1"), Set.of(), 30, 1, false, Json.EMPTY_OBJECT));
            append(calls, new CallProposal.Ringing("u-1", "User 1"));
            assertEquals(0, replay(List.of("--call", "c-1")), () -> err.toString(UTF_8));
            assertSays("|------>|       calls, for 30 s");
            assertSays("|.......|       rings");
            assertEquals("the log has no record of room default/call:c-1\n", err.toString(UTF_8));
            Person ben = new Person("default", "u-1", "User 1", Set.of(Right.JOIN));
            append(calls, new CallProposal.Accept(origin(1, 1), ben));
        }
        assertEquals(3, replay(List.of("--call", "c-1")), "it has a room, of which nothing is kept");
        scene.append(RoomKey.ofCall("default", "c-1"), join(2, Pattern.MESH));
        assertEquals(3, replay(List.of("--call", "c-1")));
        assertSays("There is no checkpoint to compare with.");
        assertEquals(3, replay(List.of("--call", "c-2")));
        assertEquals("the log has no beginning of call c-2\n", err.toString(UTF_8));
    }

    private static void append(KafkaCallLog calls, CallProposal proposal) {
        calls.append("c-1", proposal).toCompletableFuture().join();
    }

    @Test
    void whatCannotBeShown() {
        assertEquals(3, replay(new RoomKey("default", "nowhere")));
        assertEquals("the log has no record of room default/nowhere\n", err.toString(UTF_8));
        assertEquals(3, replay(room, "--tenant", "other"));
        assertEquals(2, replay(room, "--partitions", "3"));
        assertEquals(2, replay(room, "--partitions", "x"));
        assertEquals(2, replay(room, "--from", "yesterday"));
        assertEquals(2, replay(room, "--topic-prefix", "absent"), "given twice");
        assertEquals(2, replay(room, "--call", "c-1"), "one or the other");
    }
}
