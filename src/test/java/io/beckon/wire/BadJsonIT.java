package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2: text that is no frame is answered, and nobody else notices. */
class BadJsonIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private BadFrameProbe probe;

    @BeforeEach
    void joinTwo() {
        probe = new BadFrameProbe(server, Encoding.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "{\"type\":\"message\",\"data\":1",
                "{\"type\":\"message\",\"data\":1}}",
                "{\"type\":\"message\",\"data\":1} {\"type\":\"message\",\"data\":1}",
                "{\"type\":\"message\",\"data\":1}\0",
                "{'type':'message','data':1}",
                "{type:\"message\",\"data\":1}",
                "{\"type\":\"message\",\"data\":1,}",
                "{\"type\":\"message\",\"data\":[1,]}",
                "{\"type\":\"message\",\"data\":NaN}",
                "{\"type\":\"message\",\"data\":Infinity}",
                "{\"type\":\"message\",\"data\":01}",
                "{\"type\":\"message\",\"data\":+1}",
                "{\"type\":\"message\",\"data\":.5}",
                "{\"type\":\"message\",\"data\":1.}",
                "{\"type\":\"message\",\"data\":0x10}",
                "{\"type\":\"message\",\"data\":TRUE}",
                "{\"type\":\"message\",\"data\":\"\t\"}",
                "{\"type\":\"message\",\"data\":\"\\x\"}",
                "{\"type\":\"message\",\"data\":\"\\u12\"}",
                "{\"type\":\"message\",\"data\":1/*why*/}",
                "{\"type\":\"message\",\"data\":1}//why"
            })
    void whatIsNoJsonIsRefused(String text) {
        probe.refusesPayload(text.getBytes(UTF_8), "bad-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ping\",\"type\":\"message\",\"data\":1}",
                "{\"type\":\"message\",\"data\":1,\"data\":2}",
                "{\"type\":\"message\",\"data\":1,\"other\":1,\"other\":2}",
                "{\"type\":\"message\",\"data\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"message\",\"data\":{\"a\":1,\"\\u0061\":2}}",
                "{\"type\":\"message\",\"data\":[{\"b\":{\"a\":1,\"c\":2,\"a\":2}}]}"
            })
    void duplicateKeysAreRefused(String text) {
        probe.refusesPayload(text.getBytes(UTF_8), "bad-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"message\",\"data\":\"\\ud83d\"}",
                "{\"type\":\"message\",\"data\":\"\\ude00\"}",
                "{\"type\":\"message\",\"data\":\"\\ude00\\ud83d\"}",
                "{\"type\":\"message\",\"data\":\"\\ud83d \\ude00\"}",
                "{\"type\":\"message\",\"data\":{\"\\ud83d\":1}}"
            })
    void loneSurrogatesAreRefused(String text) {
        probe.refusesPayload(text.getBytes(UTF_8), "bad-json");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 1000, 200_000})
    void deepNestingIsRefused(int depth) {
        String text = "{\"type\":\"message\",\"data\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        probe.refusesPayload(text.getBytes(UTF_8), "bad-json");

        String objects = "{\"type\":\"message\",\"other\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}";
        if (objects.length() < 500_000) {
            probe.refusesPayload(objects.getBytes(UTF_8), "bad-json");
        }
    }

    // Valid JSON that is no object: the contract does not say which of the two it is.
    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"type\":\"ping\"}]", "\"ping\"", "1", "true", "null"})
    void onlyObjectsAreFrames(String text) {
        probe.refusesPayload(text.getBytes(UTF_8), "bad-json|bad-message");
    }

    @Test
    void binaryIsRefusedAndTheConnectionGoesOn() {
        RawWebSocket socket = server.openRaw(Encoding.JSON);
        socket.send(RawWebSocket.Frame.of(RawWebSocket.BINARY, "{\"type\":\"ping\"}".getBytes(UTF_8)));
        assertEquals(
                "bad-message",
                Encoding.JSON.read(socket.read().payload()).path("code").asText());

        socket.send(RawWebSocket.Frame.text("{\"type\":\"ping\"}"));
        assertEquals(
                "pong", Encoding.JSON.read(socket.read().payload()).path("type").asText());
    }
}
