package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.SharedKeycloak;
import io.beckon.keycloak.Tokens;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user may do by rules of one's own, in two realms. */
@Thorough
class AccessRulesIT {

    private static final Keycloak keycloak = SharedKeycloak.get();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(SignedIn.atBoth(
            keycloak,
            "beckon.access.rules.lobby.rooms",
            "lobby-*",
            "beckon.access.rules.lobby.rights",
            "join,publish",
            "beckon.access.rules.hall.rooms",
            "hall-*",
            "beckon.access.rules.hall.rights",
            "join",
            "beckon.access.rules.teachers.groups",
            "/school/teachers",
            "beckon.access.rules.teachers.rooms",
            "class-*",
            "beckon.access.rules.teachers.rights",
            "join,publish,host",
            "beckon.access.rules.teachers.calls",
            "*",
            "beckon.access.rules.own.calls",
            "{user}",
            "beckon.access.rules.own.rooms",
            "home-{username}",
            "beckon.access.rules.own.rights",
            "join,publish,moderator",
            "beckon.access.rules.clubs.groups",
            "/*",
            "beckon.access.rules.clubs.rooms",
            "club-{group}-*",
            "beckon.access.rules.clubs.rights",
            "join,publish",
            "beckon.access.rules.acme.tenants",
            "acme",
            "beckon.access.rules.acme.rooms",
            "{tenant}-*",
            "beckon.access.rules.acme.rights",
            "join,publish",
            "beckon.peerjs.enabled",
            "true",
            "beckon.peerjs.keys.staff.room",
            "class-staff"));

    private final String suffix = UUID.randomUUID().toString();

    @Test
    void aRoomIsForThoseWhomARuleNames() {
        signIn("alice").join("lobby-" + suffix);
        refusedEntry(signIn("alice"), "class-" + suffix);
        refusedEntry(signIn("alice"), "else-" + suffix);
        refusedEntry(signIn("henry"), "class-" + suffix);
        signIn("tom").join("class-" + suffix, "role", "host");
        JsonNode refused = signIn("tom").refused("not-allowed", Frames.join("lobby-" + suffix, "role", "host"));
        assertEquals("role", refused.path("field").asText());
    }

    @Test
    void whoMayOnlyBeThereViews() {
        WireClient alice = signIn("alice");
        alice.refused("not-allowed", Frames.join("hall-" + suffix, "role", "participant"));
        JsonNode joined = alice.join("hall-" + suffix, "role", "viewer");
        assertEquals("viewer", joined.path("self").path("role").asText());
    }

    @Test
    void aRoomIsForTheUserWhoseNameItHas() {
        signIn("alice").join("home-alice", "role", "moderator");
        refusedEntry(signIn("henry"), "home-alice");
    }

    @Test
    void aRoomIsForTheGroupWhoseNameItHas() {
        signIn("vera").join("club-vip-" + suffix);
        signIn("tom").join("club-teachers-" + suffix);
        refusedEntry(signIn("tom"), "club-vip-" + suffix);
        refusedEntry(signIn("alice"), "club-vip-" + suffix);
    }

    @Test
    void aTicketForPeerJsIsForWhoMayBeInItsRoom() {
        assertEquals(403, askForTicket(keycloak.tokens("beckon", "alice")));
        assertEquals(200, askForTicket(keycloak.tokens("beckon", "tom")));
        assertEquals(404, askForTicket(keycloak.tokens("acme", "alice")));
    }

    private static int askForTicket(Tokens tokens) {
        return DevelopmentTokens.send(HttpRequest.newBuilder(server.url().resolve("/v1/peerjs/tickets?key=staff"))
                        .header("Authorization", "Bearer " + tokens.access())
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build())
                .statusCode();
    }

    @Test
    void aRuleIsForItsTenant() {
        refusedEntry(signIn("alice"), "acme-" + suffix);
        server.connectWith(keycloak.tokens("acme", "alice")).join("acme-" + suffix);
        server.connectWith(keycloak.tokens("acme", "alice")).join("lobby-" + suffix);
    }

    @Test
    void aPersonIsCalledByWhomARuleNames() {
        WireClient alice = Phone.reachable(signIn("alice"));
        WireClient tom = Phone.reachable(signIn("tom"));
        String called = alice.welcome().path("user").path("id").asText();
        JsonNode refused = alice.refused(
                "not-allowed", Phone.call(tom.welcome().path("user").path("id").asText()));
        assertEquals("user", refused.path("field").asText());

        String call = tom.expect("calling", Phone.call(called)).path("call").asText();
        assertEquals(call, alice.await("incoming-call").path("call").asText());
        tom.ack(Phone.step("cancel", call));
        alice.refused("no-such-user", Phone.call(called));
    }

    @Test
    void whoMayNoLongerBeThereIsRemovedWithTheNextToken() {
        String leaving = SignedIn.newcomer(keycloak);
        keycloak.admin("beckon").joinGroup(leaving, "vip");
        Tokens tokens = keycloak.tokens("beckon", leaving);
        WireClient vera = signIn("vera");
        WireClient client = server.connectWith(tokens);
        String room = "club-vip-" + suffix;
        vera.join(room);
        client.join(room);
        client.join("lobby-" + suffix);
        keycloak.admin("beckon").leaveGroup(leaving, "vip");

        String renewed = keycloak.refresh("beckon", tokens).access();
        client.expect("refreshed", Frames.frame("refresh", "token", renewed));

        JsonNode left = client.await("left");
        assertEquals(
                List.of(room, "kicked"),
                List.of(left.path("room").asText(), left.path("reason").asText()));
        JsonNode gone = vera.await("peer-left");
        assertEquals(client.peer(room), gone.path("peer").asText());
        assertEquals("kicked", gone.path("reason").asText());
        client.ack(Frames.message("still in the other", "room", "lobby-" + suffix));
        refusedEntry(client, room);
    }

    private static void refusedEntry(WireClient client, String room) {
        JsonNode refused = client.refused("not-allowed", Frames.join(room));
        assertEquals("room", refused.path("field").asText());
        client.refused("not-in-room", Frames.message("in?", "room", room));
    }

    private static WireClient signIn(String user) {
        return server.connectWith(keycloak.tokens("beckon", user));
    }
}
