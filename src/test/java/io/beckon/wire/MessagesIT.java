package io.beckon.wire;

import static io.beckon.wire.Frames.message;
import static io.beckon.wire.Frames.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What arrives of a {@code message}, and where, in a mesh. */
class MessagesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    @ParameterizedTest
    @EnumSource
    void anUnaddressedOneGoesToEveryoneElse(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        WireClient carol = server.connect(encoding);
        alice.join(room);
        bob.join(room);
        carol.join(room);

        JsonNode ack = alice.ack(message("hi", "id", "chat-1", "colour", "red"));
        for (WireClient receiver : List.of(bob, carol)) {
            JsonNode message = receiver.await("message");
            assertEquals("hi", message.path("data").asText());
            assertEquals(alice.peer(), message.path("from").asText());
            assertEquals(room, message.path("room").asText());
            assertEquals(ack.path("seq").asLong(), message.path("seq").asLong());
            assertTrue(message.path("id").isMissingNode(), message::toString);
            assertTrue(message.path("to").isMissingNode(), message::toString);
        }
        assertEquals("chat-1", ack.path("id").asText());
        assertEquals(room, ack.path("room").asText());
        alice.expectNothingBut("peer-joined");
    }

    @ParameterizedTest
    @EnumSource
    void anyJsonIsRelayed(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient text = server.connect(Encoding.JSON);
        WireClient binary = server.connect(Encoding.CBOR);
        alice.join(room);
        text.join(room);
        binary.join(room);
        Object data = object(
                "text",
                "\"\\/\b\f\n\r\t\u0001\u007f\u2028é😀",
                "numbers",
                Arrays.asList(0, -1, 1.5, 1e100, 9_007_199_254_740_991L, -9_007_199_254_740_991L),
                "others",
                Arrays.asList(null, true, false, object(), List.of()),
                "",
                "an empty key");

        alice.ack(message(data));
        String expected = Encoding.JSON.read(Encoding.JSON.write(data)).toString();
        assertEquals(expected, text.await("message").path("data").toString());
        assertEquals(expected, binary.await("message").path("data").toString());
    }

    @ParameterizedTest
    @EnumSource
    void dataMayBeAsLongAsItsLimitAndAsDeepAsThirty(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        alice.join(room);
        bob.join(room);

        alice.ack(message("x".repeat(16_382)));
        assertEquals(16_382, bob.await("message").path("data").asText().length());
        Object deep = 1;
        for (int i = 0; i < 30; i++) {
            deep = List.of(deep);
        }
        alice.ack(message(deep));
        bob.await("message");
    }

    @ParameterizedTest
    @EnumSource
    void dataFalseAndZeroArePresent(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        alice.join(room);
        bob.join(room);

        for (Object data : List.of(false, 0, "", List.of(), object())) {
            alice.ack(message(data));
            bob.await("message");
        }
    }
}
