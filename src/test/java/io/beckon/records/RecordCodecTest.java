package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.protocol.Golden;
import io.beckon.protocol.JsonTrees;
import io.beckon.protocol.Mutation;
import io.beckon.records.RecordCodec.Encoded;
import io.beckon.room.Json;
import io.beckon.room.Proposal;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of the log keep what a proposal says, also those that were written long ago. */
class RecordCodecTest {

    private final RecordCodec codec = new RecordCodec();

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadAgain(@ForAll("proposals") Proposal proposal) throws UnreadableRecord {
        assertEquals(proposal, decode(codec.encode(proposal)));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void unknownAttributesAreHarmless(@ForAll("proposals") Proposal proposal, @ForAll("trees") JsonNode tree)
            throws UnreadableRecord {
        Encoded encoded = codec.encode(proposal);
        String attributes = new String(encoded.attributes(), UTF_8);
        String more = "{\"sinceLater\":" + tree + ",\"large\":123456789012345678901234567890,\"real\":1.5e3,"
                + attributes.substring(1);
        assertEquals(proposal, codec.decode(encoded.type(), more.getBytes(UTF_8), encoded.data()));
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void damagedRecordsAreUnreadableAtWorst(
            @ForAll("proposals") Proposal proposal, @ForAll("mutations") List<Mutation> mutations) {
        Encoded encoded = codec.encode(proposal);
        byte[] damaged = Mutation.applyAll(encoded.attributes(), mutations);
        Proposal read;
        try {
            read = codec.decode(encoded.type(), damaged, encoded.data());
        } catch (UnreadableRecord e) {
            assertSame(UnreadableRecord.Kind.GARBLED, e.kind());
            return;
        }
        codec.encode(read);
    }

    @ParameterizedTest
    @EnumSource(ProposalKind.class)
    void goldenRecordsAreReadAndWritten(ProposalKind kind) throws Exception {
        Proposal proposal = ProposalSamples.fixed(kind);
        Encoded encoded = codec.encode(proposal);
        String written = "{\"type\":\"" + encoded.type() + "\",\"attributes\":"
                + new String(encoded.attributes(), UTF_8) + ",\"data\":" + new String(encoded.data(), UTF_8) + "}";
        String golden = golden(kind);
        assertEquals(golden, written);
        JsonNode record = Golden.tree(golden);
        assertEquals(
                proposal,
                codec.decode(
                        record.get("type").textValue(),
                        record.get("attributes").toString().getBytes(UTF_8),
                        record.get("data").toString().getBytes(UTF_8)));
    }

    @Test
    void theDataIsTheBodyItself() throws UnreadableRecord {
        Json body = Json.of("{ \"data\" : 1.50 }");
        Proposal.Message message = new Proposal.Message(
                ((Proposal.Message) ProposalSamples.fixed(ProposalKind.MESSAGE)).origin(), null, body);
        Encoded encoded = codec.encode(message);
        assertSame(body.utf8(), encoded.data());
        assertArrayEquals(
                body.utf8(), ((Proposal.Message) decode(encoded)).body().utf8());
    }

    @Test
    void aTypeOfALaterVersionIsSaidToBeUnknown() {
        UnreadableRecord e = assertThrows(
                UnreadableRecord.class,
                () -> codec.decode("io.beckon.room.lock.v2", "{}".getBytes(UTF_8), "{}".getBytes(UTF_8)));
        assertSame(UnreadableRecord.Kind.UNKNOWN_TYPE, e.kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"reason\":\"bored\"}",
                "{\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"reason\":null}",
                "{\"session\":\"s\",\"incarnation\":\"1\",\"instance\":\"i\",\"reason\":\"left\"}",
                "{\"session\":\"s\",\"incarnation\":1.0,\"instance\":\"i\",\"reason\":\"left\"}",
                "{\"session\":\"s\",\"incarnation\":2147483648,\"instance\":\"i\",\"reason\":\"left\"}",
                "{\"session\":\"s\",\"incarnation\":1,\"instance\":[\"i\"],\"reason\":\"left\"}",
                "{\"session\":\"\\ud800\",\"incarnation\":1,\"instance\":\"i\",\"reason\":\"left\"}",
                "{\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"reason\":\"left\"} {}",
                "{\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"reason\":\"left\""
            })
    void whatItsTypeDoesNotSayIsGarbled(String attributes) {
        UnreadableRecord e = assertThrows(
                UnreadableRecord.class,
                () -> codec.decode(ProposalKind.DISCONNECTED.type(), attributes.getBytes(UTF_8), "{}".getBytes(UTF_8)));
        assertSame(UnreadableRecord.Kind.GARBLED, e.kind());
    }

    @Provide
    Arbitrary<Proposal> proposals() {
        return ProposalSamples.any();
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        return JsonTrees.any();
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        return Mutation.several();
    }

    private Proposal decode(Encoded encoded) throws UnreadableRecord {
        return codec.decode(encoded.type(), encoded.attributes(), encoded.data());
    }

    private static String golden(ProposalKind kind) {
        return GoldenRecord.text(kind.type().replace("io.beckon.room.", "").replace(".v1", ""));
    }
}
