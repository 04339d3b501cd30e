package io.beckon.wire;

import static io.beckon.wire.Frames.candidate;
import static io.beckon.wire.Frames.hostCandidate;
import static io.beckon.wire.Frames.object;
import static io.beckon.wire.Frames.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Candidates and the descriptions that they belong to. */
class CandidatesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void aCandidateIsRelayedAsItWasSent(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        long offer = pair.offered();
        Map<String, Object> candidate = hostCandidate("aaaa", 1000);

        JsonNode ack = pair.second().ack(candidate(candidate, "to", pair.first().peer(), "re", offer));
        JsonNode relayed = pair.first().await("ice-candidate");
        assertEquals(
                Encoding.JSON.read(Encoding.JSON.write(candidate)).toString(),
                relayed.path("candidate").toString());
        assertEquals(pair.second().peer(), relayed.path("from").asText());
        assertEquals(ack.path("seq").asLong(), relayed.path("seq").asLong());
        assertTrue(relayed.path("id").isMissingNode(), relayed::toString);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfCandidatesHasThreeForms(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        String first = pair.first().peer();

        pair.second().ack(candidate(object("candidate", "", "sdpMid", "0", "sdpMLineIndex", 0), "to", first));
        JsonNode end = pair.first().await("ice-candidate");
        assertEquals("", end.path("candidate").path("candidate").asText("none"));
        assertEquals("0", end.path("candidate").path("sdpMid").asText());
        for (Object form : new Object[] {null, ""}) {
            pair.second().ack(candidate(form, "to", first));
            end = pair.first().await("ice-candidate");
            assertTrue(end.has("candidate") && end.path("candidate").isNull(), end::toString);
        }
        pair.second().ack(candidate(hostCandidate("aaaa", 1), "to", first));
        pair.first().await("ice-candidate");
    }
}
