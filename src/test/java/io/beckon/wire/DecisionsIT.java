package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.RealmAdmin;
import io.beckon.keycloak.SharedKeycloak;
import io.beckon.keycloak.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keycloak's Authorization Services decide who may do what in which room. */
@Thorough
class DecisionsIT {

    private static final int AT_ONCE = 10;
    private static final Duration LIFE = Duration.ofSeconds(6);
    private static final Keycloak keycloak = SharedKeycloak.get();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(SignedIn.at(
            keycloak,
            "beckon.access.decided-by",
            "keycloak",
            "beckon.access.decision-life",
            LIFE.toSeconds() + "S",
            "beckon.limits.frames-per-second",
            "0",
            "quarkus.log.level",
            "DEBUG"));

    private final String room = ServerUnderTest.freshRoom();
    private final String vipRoom = "vip-" + UUID.randomUUID();

    @BeforeAll
    static void awaitDecisions() {
        SignedIn.joinOnceDecided(signIn("vera"), ServerUnderTest.freshRoom());
    }

    @Test
    void aRoomForVipsIsForVips() {
        JsonNode refused = signIn("alice").refused("not-allowed", Frames.join(vipRoom));
        assertEquals("room", refused.path("field").asText());
        signIn("vera").join(vipRoom);
    }

    @Test
    void everybodyJoinsAndOnlySomeModerate() {
        signIn("alice").join(room);
        signIn("alice").refused("not-allowed", Frames.join(room, "role", "moderator"));
        signIn("molly").join(room, "role", "moderator");
        signIn("henry").join(ServerUnderTest.freshRoom(), "role", "host", "pattern", "broadcast");
    }

    @Test
    void aNameIsOneSegmentWhateverIsInIt() {
        signIn("alice").refused("not-allowed", Frames.join("vip-ä ö%2F?#&+"));
        signIn("vera").join("vip-ä ö%2F?#&+");
    }

    @Test
    void aDecisionStandsForItsLife() {
        String leaving = SignedIn.newcomer(keycloak);
        keycloak.admin("beckon").joinGroup(leaving, "vip");
        WireClient client = server.connectWith(keycloak.tokens("beckon", leaving));
        RealmAdmin admin = keycloak.admin("beckon");
        long asked = System.nanoTime();
        client.join(vipRoom);
        client.expect("left", Frames.frame("leave", "room", vipRoom));
        admin.leaveGroup(leaving, "vip");
        JsonNode second = client.request(Frames.join(vipRoom));
        if (System.nanoTime() - asked < LIFE.toNanos()) {
            assertEquals("joined", second.path("type").asText(), "asked a second time, Keycloak would have denied it");
        }
        client.request(Frames.frame("leave", "room", vipRoom));

        Await.until(
                Duration.ofSeconds(30),
                () -> {
                    JsonNode reply = client.request(Frames.join(vipRoom));
                    if (reply.path("type").asText().equals("joined")) {
                        client.expect("left", Frames.frame("leave", "room", vipRoom));
                        return false;
                    }
                    return reply.path("code").asText().equals("not-allowed");
                },
                () -> "still let in");
    }

    @Test
    void manyRoomsAreDecidedAtOnceAndNothingOfTheTokenIsLogged() {
        Tokens tokens = keycloak.tokens("beckon", "vera");
        WireClient client = server.connectWith(tokens);
        for (int batch = 0; batch < 1_000 / AT_ONCE; batch++) {
            List<String> rooms = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> i % 2 == 0 ? ServerUnderTest.freshRoom() : "vip-" + UUID.randomUUID())
                    .toList();
            rooms.forEach(each -> client.send(Frames.join(each)));
            rooms.forEach(each -> enter(client, each));
            rooms.forEach(each -> client.expect("left", Frames.frame("leave", "room", each)));
        }
        String access = tokens.access();
        assertFalse(server.process().log().contains(access.substring(access.length() - 16)), "a token is in the log");
    }

    /** It was asked for already. What a busy Keycloak has not decided in time is asked for again, as clients do. */
    private static void enter(WireClient client, String room) {
        JsonNode reply = reply(client, room);
        while (reply.path("code").asText().equals("unavailable")) {
            client.send(Frames.join(room));
            reply = reply(client, room);
        }
        assertEquals("joined", reply.path("type").asText());
    }

    private static JsonNode reply(WireClient client, String room) {
        return client.await(frame -> frame.path("room").asText().equals(room), "reply about " + room);
    }

    private static WireClient signIn(String user) {
        return server.connectWith(keycloak.tokens("beckon", user));
    }
}
