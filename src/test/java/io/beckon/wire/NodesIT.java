package io.beckon.wire;

import static io.beckon.wire.Clustered.metric;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes share their rooms: whoever connects where, it is one service. */
class NodesIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = cluster.node();

    /** Has the newer key, and remembers next to nothing. */
    @RegisterExtension
    static final ServerUnderTest second =
            cluster.node("beckon.session-keys", Clustered.OTHER_KEY + "," + Clustered.KEY, "beckon.replay-memory", "1");

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void membersOnDifferentNodesShareARoom() {
        WireClient here = first.connect(Encoding.JSON);
        WireClient there = second.connect(Encoding.CBOR);
        here.join(room);
        JsonNode joined = there.join(room);
        assertEquals(1, joined.path("participants").size());
        JsonNode arrival = here.await("peer-joined");
        assertEquals(joined.path("seq"), arrival.path("seq"));

        JsonNode ack = there.ack(message("to the other node"));
        JsonNode relayed = here.await("message");
        assertEquals(ack.path("seq"), relayed.path("seq"));
        assertEquals(there.peer(), relayed.path("from").asText());
    }

    @Test
    void aNodeReadsNothingOfPartitionsThatNobodyThereNeeds() {
        WireClient here = first.connect(Encoding.JSON);
        until("nothing is followed here", () -> metric(first, "beckon_partitions_followed") == 0);
        until("nothing is followed there", () -> metric(second, "beckon_partitions_followed") == 0);
        double before = metric(second, "beckon_records_consumed_total");

        here.join(room);
        IntStream.range(0, 20).forEach(i -> here.ack(message(i)));
        assertEquals(1, metric(first, "beckon_partitions_followed"));
        assertEquals(before, metric(second, "beckon_records_consumed_total"));

        here.expect("left", Frames.frame("leave", "room", room));
        until("the partition is let go", () -> metric(first, "beckon_partitions_followed") == 0);
        here.join(room);
    }

    @Test
    void theNodesAndTheCheckpointsAgreeOnTheStateOfARoom() {
        WireClient here = first.connect(Encoding.JSON);
        WireClient there = second.connect(Encoding.CBOR);
        here.join(room);
        there.join(room, "metadata", Map.of("camera", true));
        here.ack(Frames.offer(Sdp.offer("aaaa").text()));
        there.await("offer");
        there.ack(Frames.answer(Sdp.answer("bbbb").text()));
        here.await("answer");
        here.ack(message("said"));
        there.await("message");

        String digest = Clustered.digest(first, room);
        assertNotEquals("", digest);
        assertEquals(digest, Clustered.digest(second, room));
        until(
                "a checkpoint of " + digest + " but of " + cluster.checkpointDigest(room),
                () -> digest.equals(cluster.checkpointDigest(room)));
    }

    @Test
    void aSessionIsResumedOnAnotherNodeWhichReadsTheLogAgainForWhatItDoesNotRemember() {
        User user = User.any();
        WireClient sender = first.connect(Encoding.JSON);
        WireClient cut = first.connect(Encoding.JSON, user);
        sender.join(room);
        cut.join(room);
        sender.await("peer-joined");
        second.connect(Encoding.JSON).join(room);
        cut.await("peer-joined");
        cut.vanish();
        IntStream.range(0, 50).forEach(i -> sender.ack(message(i)));

        WireClient back = second.connect(Encoding.JSON, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(cut, room));
        assertEquals(50, resumed.path("rooms").path(room).path("missed").asInt());
        assertNotEquals(cut.secret(), resumed.path("secret").asText(), "signed with the newer key");
        sender.ack(message(50));
        back.await(frame -> frame.path("data").asInt(-1) == 50, "the last message");
        assertEquals(
                IntStream.rangeClosed(0, 50).boxed().toList(),
                back.received("message").stream()
                        .map(frame -> frame.path("data").asInt())
                        .toList());
    }

    @Test
    void theOldConnectionEndsWhenItsSessionIsResumedOnAnotherNode() {
        User user = User.any();
        WireClient old = first.connect(Encoding.JSON, user);
        old.join(room);
        WireClient next = second.connect(Encoding.JSON, user);
        next.expect("resumed", Resuming.resume(old, room));
        assertEquals(4009, old.closed());
        assertEquals(List.of(), next.expectNothingBut());
    }

    @Test
    void aPlaceBeyondTheEndOfTheLogIsNotWaitedForForLong() {
        User user = User.any();
        WireClient old = first.connect(Encoding.JSON, user);
        old.join(room);
        WireClient next = second.connect(Encoding.JSON, user);
        JsonNode resumed = next.expect(
                "resumed", Resuming.resume(old.session(), old.secret(), Map.of(room, old.lastSeq(room) + 16_000)));
        assertEquals(
                "resume-expired", resumed.path("rooms").path(room).path("error").asText());
    }

    @Test
    void bytesThatAreNoRecordAreSkippedAndCounted() {
        WireClient here = first.connect(Encoding.JSON);
        int shard = here.join(room).path("shard").asInt();
        double before = metric(first, "beckon_records_garbled_total");
        cluster.write(shard, room, new byte[] {1, 2, 3}, Map.of());
        cluster.write(shard, room, "{}".getBytes(), Map.of("ce_type", "io.beckon.room.message.v1"));
        here.ack(message("goes on"));
        assertEquals(before + 2, metric(first, "beckon_records_garbled_total"));
    }

    private static void until(String description, BooleanSupplier condition) {
        Await.until(Duration.ofSeconds(40), condition, () -> "in vain: " + description);
    }
}
