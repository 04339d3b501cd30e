package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.wire.RawWebSocket.Frame;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The closing handshake (RFC 6455 section 7), as category 7 of the usual conformance suite tries it. */
class ClosingIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private RawWebSocket socket;

    @BeforeEach
    void connect() {
        socket = server.openRaw(Encoding.JSON);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
    void aValidCodeIsAnswered(int code) {
        socket.send(Frame.close(code, ""));

        assertAnswered(code == 1000 ? Set.of(1000) : Set.of(code, 1000));
    }

    @Test
    void aCloseWithoutCodeIsAnswered() {
        socket.send(Frame.of(RawWebSocket.CLOSE, new byte[0]));

        assertAnswered(Set.of(1000, 1005));
    }

    @Test
    void aReasonMayBe123BytesOfUtf8() {
        socket.send(Frame.close(1000, "Κόσμε" + "x".repeat(113)));

        assertAnswered(Set.of(1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void anInvalidCodeIsRefused(int code) {
        socket.send(Frame.close(code, ""));

        // RFC 6455 leaves 5000 and up undefined.
        assertAnswered(code >= 5000 ? Set.of(1002, 1000, code) : Set.of(1002));
    }

    @Test
    void aPayloadOfOneByteIsRefused() {
        socket.send(Frame.of(RawWebSocket.CLOSE, new byte[] {3}));

        assertAnswered(Set.of(1002));
    }

    @Test
    void aReasonThatIsNoUtf8IsRefused() {
        socket.send(Frame.of(RawWebSocket.CLOSE, HexFormat.of().parseHex("03e8cebae1bdb9cf83cebcceb5eda080")));

        assertAnswered(Set.of(1007));
    }

    @Test
    void whatFollowsACloseIsIgnored() {
        socket.send(Frame.close(1000, ""), Frame.text(FramingIT.ping("x", 30)), Frame.ping("y"), Frame.close(1001, ""));

        assertAnswered(Set.of(1000));
    }

    @Test
    void aCloseEndsAMessageHalfSent() {
        socket.send(Frame.text("{").notLast(), Frame.close(1000, ""));

        assertAnswered(Set.of(1000));
    }

    @Test
    void whatIsSentBeforeAGoodbyeStillArrives() {
        String room = ServerUnderTest.freshRoom();
        WireClient observer = server.connect(Encoding.JSON);
        observer.join(room);
        socket.send(
                Frame.text("{\"type\":\"join\",\"room\":\"" + room + "\"}"),
                Frame.text("{\"type\":\"message\",\"data\":\"bye\"}"),
                Frame.close(1000, ""));

        observer.await("peer-joined");
        assertEquals("bye", observer.await("message").path("data").asText());
        assertEquals("left", observer.await("peer-left").path("reason").asText());
    }

    private void assertAnswered(Set<Integer> codes) {
        Frame close = socket.read();
        assertEquals(RawWebSocket.CLOSE, close.opcode(), close::toString);
        int code = RawWebSocket.closeCode(close);
        assertTrue(codes.contains(code), () -> "closed with " + code);
        if (code != 1002 && code != 1007) {
            // After an error the server lingers so that its code arrives.
            assertNull(socket.read(), "nothing follows a close frame but the end");
        }
    }
}
