package io.beckon.wire;

import static io.beckon.wire.Frames.candidate;
import static io.beckon.wire.Frames.object;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator who wants no address of a user to be told to another. */
class RelayOnlyIT {

    private static final String ADDRESS = "candidate:1 1 udp 2122194687 203.0.113.7 34235 typ ";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.candidates.relay-only", "true");

    @Test
    void onlyRelayedCandidatesPass() {
        Pair pair = Pair.join(server, Encoding.JSON);
        pair.offered();

        for (String type : new String[] {"host", "srflx raddr 0.0.0.0 rport 0", "prflx raddr 0.0.0.0 rport 0"}) {
            var frame = candidate(
                    object("candidate", ADDRESS + type), "to", pair.first().peer());
            String code = pair.second().expect("error", frame).path("code").asText();
            assertTrue(List.of("bad-candidate", "not-allowed").contains(code), code);
        }
        pair.first().expectNothingBut();
        String relayed = ADDRESS + "relay raddr 0.0.0.0 rport 0";
        pair.second()
                .ack(candidate(object("candidate", relayed), "to", pair.first().peer()));
        pair.first().await("ice-candidate");
        pair.second().ack(candidate(null, "to", pair.first().peer()));
    }
}
