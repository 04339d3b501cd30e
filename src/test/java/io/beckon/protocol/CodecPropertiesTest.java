package io.beckon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.beckon.room.Json;
import io.beckon.sdp.CandidatePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

class CodecPropertiesTest {

    private static final MessageCodec JSON = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    private static final MessageCodec CBOR = new CborCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    private static final ObjectMapper JSON_TREES = new ObjectMapper();
    private static final ObjectMapper CBOR_TREES = new ObjectMapper(new CBORFactory());

    @Property(tries = 1500)
    void anyBytesAreAMessageOrARefusal(@ForAll byte[] frame) {
        outcome(JSON, frame);
        outcome(CBOR, frame);
    }

    @Property(tries = 1500)
    void damagedJsonFramesAreAMessageOrARefusal(
            @ForAll("frames") String frame, @ForAll("damage") List<Mutation> damage) {
        outcome(JSON, Mutation.applyAll(frame.getBytes(StandardCharsets.UTF_8), damage));
    }

    @Property(tries = 1500)
    void damagedCborFramesAreAMessageOrARefusal(@ForAll("frames") String frame, @ForAll("damage") List<Mutation> damage)
            throws IOException {
        outcome(CBOR, Mutation.applyAll(CBOR_TREES.writeValueAsBytes(Golden.tree(frame)), damage));
    }

    @Property(tries = 1500)
    void bothEncodingsOfAFrameMeanTheSame(
            @ForAll("frames") String frame, @ForAll int which, @ForAll("values") JsonNode value) throws IOException {
        ObjectNode tree = (ObjectNode) Golden.tree(frame);
        replaceOne(tree, which, value);
        Object fromJson = outcome(JSON, JSON_TREES.writeValueAsBytes(tree));
        assertEquals(fromJson, outcome(CBOR, CBOR_TREES.writeValueAsBytes(tree)));
    }

    @Property(tries = 500)
    void dataArrivesAsItWasSent(@ForAll("values") JsonNode data) throws Exception {
        ObjectNode sent = JSON_TREES.createObjectNode().put("type", "message");
        sent.putArray("data").add(data);
        Json fromJson = ((ClientMessage.Message) JSON.decode(JSON_TREES.writeValueAsBytes(sent))).body();
        Json fromCbor = ((ClientMessage.Message) CBOR.decode(CBOR_TREES.writeValueAsBytes(sent))).body();
        assertEquals(fromJson, fromCbor);
        ServerMessage relayed = new ServerMessage.Relayed("message", fromJson, "r", 1, "p", null);
        assertEquals(
                text(data),
                text(JSON_TREES.readTree(JSON.encode(relayed)).get("data").get(0)));
        assertEquals(
                text(data),
                text(CBOR_TREES.readTree(CBOR.encode(relayed)).get("data").get(0)));
    }

    @Property(tries = 500)
    void namesOfAnyTextArriveInBothEncodings(@ForAll String name) throws Exception {
        ServerMessage left = new ServerMessage.Left("1", "r", null, name);
        String expected = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertEquals(
                expected, JSON_TREES.readTree(JSON.encode(left)).get("message").textValue());
        assertEquals(
                expected, CBOR_TREES.readTree(CBOR.encode(left)).get("message").textValue());
    }

    @Provide
    Arbitrary<String> frames() {
        return Arbitraries.of(ClientSamples.all().keySet()).map(Golden::client);
    }

    @Provide
    Arbitrary<List<Mutation>> damage() {
        return Mutation.several();
    }

    @Provide
    Arbitrary<JsonNode> values() {
        return JsonTrees.any();
    }

    /** The message, or what a client is told of the refusal; anything else that is thrown fails the property. */
    private static Object outcome(MessageCodec codec, byte[] frame) {
        return Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            try {
                return codec.decode(frame);
            } catch (MalformedMessage e) {
                return List.of(e.code(), "" + e.field(), "" + e.id(), "" + e.room(), "" + e.getMessage());
            }
        });
    }

    /** Some member, of the frame or one level below, gets another value. */
    private static void replaceOne(ObjectNode frame, int which, JsonNode value) {
        List<Runnable> places = new ArrayList<>();
        frame.fieldNames().forEachRemaining(name -> {
            places.add(() -> frame.set(name, value));
            if (frame.get(name) instanceof ObjectNode inner) {
                inner.fieldNames().forEachRemaining(innerName -> places.add(() -> inner.set(innerName, value)));
            }
        });
        places.get(Math.floorMod(which, places.size())).run();
    }

    private static String text(JsonNode node) throws IOException {
        return JSON_TREES.writeValueAsString(node);
    }
}
