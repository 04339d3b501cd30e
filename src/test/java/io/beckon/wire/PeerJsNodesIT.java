package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients of PeerJS at two nodes over a broker. */
@Thorough
class PeerJsNodesIT {

    private static final Clustered cluster = new Clustered();
    private static final String[] SETTINGS = {
        "beckon.peerjs.keys.peerjs.anonymous", "true", "beckon.peerjs.keys.peerjs.discovery", "true"
    };

    @RegisterExtension
    static final ServerUnderTest first = cluster.node(SETTINGS);

    @RegisterExtension
    static final ServerUnderTest second = cluster.node(SETTINGS);

    private final String alice = "alice-" + UUID.randomUUID();

    private PeerJsClient ask(ServerUnderTest node, String token) {
        return node.closedAfterwards(PeerJsClient.ask(node.url(), alice, token));
    }

    private static String peers(URI node) {
        return DevelopmentTokens.send(
                        HttpRequest.newBuilder(node.resolve("/peerjs/peers")).build())
                .body();
    }

    @Test
    void anIdIsTakenAtEveryNodeAndListedAtOnce() {
        assertEquals("OPEN", ask(second, "a").next().path("type").asText());
        assertEquals("[\"" + alice + "\"]", peers(first.url()));
        PeerJsClient other = ask(first, "other");
        assertEquals("ID-TAKEN", other.next().path("type").asText());
        other.closed();
        assertEquals("OPEN", ask(first, "a").next().path("type").asText());
    }
}
