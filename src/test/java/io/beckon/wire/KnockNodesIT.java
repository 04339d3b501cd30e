package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.SharedKeycloak;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who comes into a room is decided between people at two nodes over a broker, who have signed in at Keycloak or come as guests. */
@Thorough
class KnockNodesIT {

    private static final Keycloak keycloak = SharedKeycloak.get();
    private static final Clustered cluster = new Clustered();
    private static final String[] SETTINGS = SignedIn.at(keycloak, "beckon.guests.enabled", "true");

    @RegisterExtension
    static final ServerUnderTest first = cluster.node(SETTINGS);

    @RegisterExtension
    static final ServerUnderTest second = cluster.node(SETTINGS);

    private final String room = ServerUnderTest.freshRoom();
    private final String mollysToken = SignedIn.tokens(keycloak, "molly").access();

    private WireClient lock() {
        WireClient molly = first.connectWith(mollysToken);
        molly.join(room, "role", "moderator");
        molly.ack(frame("lock"));
        molly.await("room-locked");
        return molly;
    }

    private static WireClient signIn(ServerUnderTest node, String user) {
        return node.connectWith(SignedIn.tokens(keycloak, user));
    }

    private String knock(WireClient client) {
        return client.expect("knocking", frame("knock", "room", room))
                .path("state")
                .asText();
    }

    private static JsonNode awaitWaiting(WireClient moderator, int count) {
        return moderator
                .await(
                        frame -> frame.path("type").asText().equals("knocks")
                                && frame.path("waiting").size() == count,
                        count + " who wait")
                .path("waiting");
    }

    private static RequestSpecification as(String token, URI node) {
        return RestAssured.given()
                .baseUri(node.toString())
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token);
    }

    private static Response guestToken(URI node, JsonPath invited) {
        return as(invited.getString("invitation"), node).post("/v1/guests/tokens?name=Caz");
    }

    @Test
    void whoeverKnocksAtOneNodeIsLetInByAModeratorAtAnother() {
        WireClient molly = lock();
        WireClient alice = signIn(second, "alice");
        alice.refused("room-locked", join(room));
        assertEquals("waiting", knock(alice));
        JsonNode waiting = awaitWaiting(molly, 1);
        String user = waiting.path(0).path("user").asText();

        molly.ack(frame("admit", "room", room, "user", user));

        assertEquals("admitted", alice.await("knocking").path("state").asText());
        JsonNode joined = alice.join(room);
        assertTrue(joined.path("locked").booleanValue(), joined::toString);
        JsonNode seen = molly.await("peer-joined").path("peer");
        assertEquals(user, seen.path("user").asText());
        assertEquals(joined.path("self").path("userName"), seen.path("userName"));
        signIn(second, "henry").refused("room-locked", join(room));
    }

    @Test
    void whoeverIsRefusedStaysOutAtEveryNode() {
        WireClient molly = lock();
        WireClient alice = signIn(second, "alice");
        knock(alice);
        String user = awaitWaiting(molly, 1).path(0).path("user").asText();
        molly.ack(frame("refuse", "room", room, "user", user));
        assertEquals("refused", alice.await("knocking").path("state").asText());
        assertEquals("refused", knock(signIn(first, "alice")));
    }

    @Test
    void aNodeThatBeginsAndAnotherThatDiesChangeNothingForThoseWhoWait() {
        lock();
        try (ServerProcess third = cluster.process("KnockNodesIT", SETTINGS)) {
            WireClient alice = first.closedAfterwards(
                    client(third.url(), SignedIn.tokens(keycloak, "alice").access()));
            knock(alice);
            WireClient other = signIn(second, "molly");
            other.join(room, "role", "moderator");
            String user = awaitWaiting(other, 1).path(0).path("user").asText();
            third.kill();

            WireClient again = signIn(second, "alice");
            assertEquals("waiting", knock(again));
            other.ack(frame("admit", "room", room, "user", user));
            assertEquals("admitted", again.await("knocking").path("state").asText());
            again.join(room);
        }
    }

    @Test
    void anInvitationThatIsWithdrawnLetsNobodyInAtAnyNodeNorAtOneThatBeginsLater() {
        WireClient molly = first.connectWith(mollysToken);
        molly.join(room, "role", "moderator");
        JsonPath invited =
                as(mollysToken, first.url()).post("/v1/guests?room=" + room).jsonPath();
        String token = guestToken(second.url(), invited).path("access_token");
        WireClient guest = second.connectWith(token);
        guest.join(room);
        molly.await("peer-joined");

        as(mollysToken, first.url())
                .delete("/v1/guests?room=" + room + "&invitation=" + invited.getString("id"))
                .then()
                .statusCode(204);

        assertEquals(4002, guest.closed());
        assertEquals("signed-out", molly.await("peer-left").path("reason").asText());
        Await.until(
                Duration.ofSeconds(20),
                () -> guestToken(second.url(), invited).statusCode() == 401,
                () -> "the second node still takes the invitation");
        try (ServerProcess later = cluster.process("KnockNodesIT-later", SETTINGS)) {
            assertEquals(401, guestToken(later.url(), invited).statusCode());
        }
    }

    private static WireClient client(URI node, String token) {
        return new WireClient(
                UpgradeRequest.to(node)
                        .token(token)
                        .subprotocols(Encoding.JSON.subprotocol())
                        .open(),
                Encoding.JSON,
                "somebody");
    }
}
