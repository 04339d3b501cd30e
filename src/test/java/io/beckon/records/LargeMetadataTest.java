package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.protocol.CborCodec;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Applicant;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;
import io.beckon.room.RoomRules;
import io.beckon.sdp.CandidatePolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever metadata the wire takes, every record that carries it can be read again: else no node could go on. */
public class LargeMetadataTest {

    private static final Origin ORIGIN = new Origin("s-1", new Incarnation(1, "i-1"), "7", 4);
    private static final RoomKey ROOM = new RoomKey("default", "r");

    /** Each of them an object. */
    public static Stream<String> metadata() {
        return Stream.of(
                "{\"n\":1." + "0".repeat(1500) + "}",
                "{\"n\":0." + "0".repeat(3900) + "1}",
                "{\"n\":" + "9".repeat(308) + "}",
                "{\"n\":-1e-" + "9".repeat(1000) + "}",
                "{\"" + "k".repeat(4000) + "\":1}",
                "{\"s\":\"" + "x".repeat(4000) + "\"}",
                "{\"d\":" + "[".repeat(30) + "]".repeat(30) + "}",
                "{\"a\":[" + "0,".repeat(1900) + "0]}",
                "{\"metadata\":{\"metadata\":\"\\u0000\"}}");
    }

    private static Json taken(String metadata) throws MalformedMessage {
        JsonCodec wire = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
        ClientMessage message = wire.decode(
                ("{\"type\":\"join\",\"id\":\"1\",\"room\":\"r\",\"metadata\":" + metadata + "}").getBytes(UTF_8));
        return assertInstanceOf(ClientMessage.Join.class, message).metadata();
    }

    private static Proposal.Join join(Json metadata) {
        Applicant applicant =
                new Applicant("p-1", "u-1", "U", Set.of(Right.JOIN, Right.PUBLISH), null, null, metadata, false);
        return new Proposal.Join(ORIGIN, applicant, Pattern.MESH, null, RoomRules.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("metadata")
    void recordsOfRoomsAreReadAgain(String metadata) throws Exception {
        RecordCodec codec = new RecordCodec();
        Proposal.Join join = join(taken(metadata));
        RecordCodec.Encoded encoded = codec.encode(join);
        assertEquals(join, codec.decode(encoded.type(), encoded.attributes(), encoded.data()));
        Proposal.Update update = new Proposal.Update(ORIGIN, "U", taken(metadata), false);
        encoded = codec.encode(update);
        assertEquals(update, codec.decode(encoded.type(), encoded.attributes(), encoded.data()));
    }

    @ParameterizedTest
    @MethodSource("metadata")
    void checkpointsAreReadAgain(String metadata) throws Exception {
        CheckpointCodec codec = new CheckpointCodec();
        Room room = new Room(ROOM);
        room.noteChanges(false);
        room.apply(join(taken(metadata)), 1);
        for (RoomPart part : room.changes().kept()) {
            CheckpointCodec.Entry read = codec.decode(codec.key(ROOM, part.name()), codec.encode(part));
            assertEquals(part, read.part());
        }
    }

    @ParameterizedTest
    @MethodSource("metadata")
    void recordsOfCallsAreReadAgain(String metadata) throws Exception {
        CallCodec codec = new CallCodec();
        CallProposal invite = new CallProposal.Invite(
                ORIGIN,
                new Person("default", "u-1", "U", Set.of(Right.JOIN)),
                List.of("u-2"),
                Set.of(),
                30,
                1_772_366_430_000L,
                true,
                taken(metadata));
        assertEquals(invite, codec.decode(codec.type(invite), codec.encode(invite)));
    }

    @ParameterizedTest
    @MethodSource("metadata")
    void otherEncodingsCarryIt(String metadata) throws Exception {
        ServerMessage.Participant participant =
                new ServerMessage.Participant("p-1", "u-1", "U", null, Role.PARTICIPANT, taken(metadata), true);
        CborCodec codec = new CborCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
        assertTrue(codec.encode(new ServerMessage.PeerJoined("r", 16, participant)).length > 0);
    }
}
