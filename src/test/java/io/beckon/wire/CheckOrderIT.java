package io.beckon.wire;

import static io.beckon.wire.Frames.frame;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 2, order of checks: syntax, room, addressee, right, state. */
class CheckOrderIT {

    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAA";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void syntaxBeforeRoom(Encoding encoding) {
        WireClient client = server.connect(encoding);

        client.refused("bad-sdp", Frames.offer("v=0\r\n", "room", "r", "to", NOBODY));
        client.refused("bad-candidate", Frames.candidate(Frames.object("candidate", "candidate:x"), "room", "r"));
        client.refused("bad-message", frame("message", "room", "r"));
    }
}
