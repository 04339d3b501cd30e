package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The frames of the article's code, letter by letter: its browser snippet and the Node server that it talks to. */
class ArticleIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void itsClientsCallEachOther() {
        String room = ServerUnderTest.freshRoom();
        WireClient caller = browser();
        WireClient callee = browser();
        send(caller, "{\"type\":\"join\",\"room\":\"" + room + "\"}");
        caller.await("joined");
        send(callee, "{\"type\":\"join\",\"room\":\"" + room + "\"}");
        callee.await("joined");

        send(caller, "{\"type\":\"offer\",\"offer\":" + description("offer", Pair.OFFER) + "}");
        JsonNode offer = callee.await("offer");
        // `pc.setRemoteDescription(message.offer)`
        assertEquals("offer", offer.path("offer").path("type").asText());
        assertEquals(Pair.OFFER, offer.path("offer").path("sdp").asText());

        send(callee, "{\"type\":\"answer\",\"answer\":" + description("answer", Pair.ANSWER) + "}");
        JsonNode answer = caller.await("answer");
        assertEquals("answer", answer.path("answer").path("type").asText());
        assertEquals(Pair.ANSWER, answer.path("answer").path("sdp").asText());

        // `JSON.stringify({type: 'ice-candidate', candidate: event.candidate})`
        send(caller, candidate("aaaa"));
        send(callee, candidate("bbbb"));
        assertEquals(
                "0",
                callee.await("ice-candidate").path("candidate").path("sdpMid").asText());
        assertEquals(
                "bbbb",
                caller.await("ice-candidate")
                        .path("candidate")
                        .path("usernameFragment")
                        .asText());
        caller.expectNothingBut("peer-joined");
        callee.expectNothingBut();
    }

    private static WireClient browser() {
        User user = User.any();
        UpgradeRequest request = UpgradeRequest.to(server.url())
                .origin(server.url().toString())
                .subprotocols("signaling.v1.json", "quarkus-http-upgrade#Authorization#Bearer%20" + server.token(user));
        return server.client(request, Encoding.JSON, user);
    }

    private static void send(WireClient client, String text) {
        client.sendPayload(text.getBytes(UTF_8));
    }

    private static String description(String type, String sdp) {
        return "{\"type\":\"" + type + "\",\"sdp\":\"" + sdp.replace("\r\n", "\\r\\n") + "\"}";
    }

    private static String candidate(String fragment) {
        return ("{'type':'ice-candidate','candidate':{'candidate':'candidate:2483783705 1 udp 2122194687 10.99.0.1 47198"
                        + " typ host generation 0 ufrag FRAG network-id 1','sdpMid':'0','sdpMLineIndex':0,"
                        + "'usernameFragment':'FRAG'}}")
                .replace('\'', '"')
                .replace("FRAG", fragment);
    }
}
