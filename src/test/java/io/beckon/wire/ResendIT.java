package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 2, resend: a repeated {@code id} gets the same reply, and what it named is done once. */
class ResendIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    @ParameterizedTest
    @EnumSource
    void anAcceptedFrameIsDeliveredOnce(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        alice.join(room);
        bob.join(room);

        JsonNode ack = alice.ack(message("hi", "id", "m"));
        alice.ack(message("between"));
        assertEquals(ack, alice.ack(message("hi", "id", "m")));
        assertEquals(ack, alice.ack(message("whatever its content", "id", "m")));
        assertEquals(ack, alice.ack(frame("update", "name", "Nobody", "id", "m")));
        bob.barrier();
        assertEquals(2, bob.received("message").size());
        bob.expectNothingBut("message");
    }

    @Test
    void theLast256AreRemembered() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient bob = server.connect(Encoding.JSON);
        alice.join(room);
        bob.join(room);

        JsonNode first = alice.ack(message(0, "id", "m0"));
        for (int i = 1; i < 256; i++) {
            alice.send(message(i, "id", "m" + i));
        }
        alice.reply("m255");
        assertEquals(first, alice.ack(message(0, "id", "m0")));
        bob.barrier();
        assertEquals(256, bob.received("message").size());
    }
}
