package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Pair.ANSWER;
import static io.beckon.wire.Pair.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An offer to whoever takes it: the first answer in log order wins. */
class UnaddressedIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private WireClient alice;
    private WireClient bob;
    private WireClient carol;

    private void joinAll(Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        alice = server.connect(encoding);
        bob = server.connect(encoding);
        carol = server.connect(encoding);
        alice.join(room);
        bob.join(room);
        carol.join(room);
        bob.await("peer-joined");
    }

    private void offerToAll() {
        long seq = alice.ack(offer(OFFER)).path("seq").asLong();
        assertEquals(seq, bob.await("offer").path("seq").asLong());
        assertEquals(seq, carol.await("offer").path("seq").asLong());
    }

    @ParameterizedTest
    @EnumSource
    void theFirstAnswerClosesItForTheOthers(Encoding encoding) {
        joinAll(encoding);
        offerToAll();

        carol.ack(answer(ANSWER));
        assertEquals(carol.peer(), alice.await("answer").path("from").asText());
        JsonNode told = bob.await("negotiation");
        assertEquals("answered", told.path("state").asText());
        assertTrue(
                Set.of(alice.peer(), carol.peer(), bob.peer())
                        .contains(told.path("from").asText()),
                told::toString);
        bob.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        alice.expectNothingBut("peer-joined");
    }
}
