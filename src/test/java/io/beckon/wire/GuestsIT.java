package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People who have not signed in come into one room, by a link that somebody who has made. */
@Thorough
class GuestsIT {

    private static final Path AUDIT = Path.of("target", "guests-" + ServerUnderTest.freshRoom() + ".jsonl")
            .toAbsolutePath();

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.guests.enabled", "true", "beckon.audit.file", AUDIT.toString());

    @RegisterExtension
    static final ServerUnderTest few =
            ServerUnderTest.with("beckon.guests.enabled", "true", "beckon.guests.per-minute", "2");

    @RegisterExtension
    static final ServerUnderTest closed = ServerUnderTest.withDefaults();

    private final String room = ServerUnderTest.freshRoom();

    private static ValidatableResponse post(URI at, String path, String token) {
        return given().baseUri(at.toString())
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token)
                .post(path)
                .then();
    }

    private static String token(String... roles) {
        return DevelopmentTokens.issue(server.url(), User.with(roles));
    }

    private static ValidatableResponse invite(String room, String token) {
        return post(server.url(), "/v1/guests?room=" + room, token);
    }

    private static ValidatableResponse withdraw(String room, String id, String token) {
        return given().baseUri(server.url().toString())
                .header("Authorization", "Bearer " + token)
                .delete("/v1/guests?room=" + room + "&invitation=" + id)
                .then();
    }

    private String guest(String name) {
        return guest(
                name,
                invite(room, token("moderator"))
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .body("room", equalTo(room))
                        .extract()
                        .path("invitation"));
    }

    private String guest(String name, String invitation) {
        return post(server.url(), "/v1/guests/tokens?name=" + name, invitation)
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .body("room", equalTo(room))
                .body("user", startsWith("guest-"))
                .extract()
                .path("access_token");
    }

    @Test
    void aGuestComesIntoTheRoomAndIntoNoOther() {
        WireClient moderator = server.connect(Encoding.JSON, "moderator");
        moderator.join(room, "role", "moderator");
        WireClient guest = server.connectWith(guest("Caz"));
        guest.refused("not-allowed", join(room + "x"));
        guest.refused("not-allowed", join(room, "role", "moderator"));
        guest.join(room);

        JsonNode seen = moderator.await("peer-joined").path("peer");
        assertEquals("Caz", seen.path("userName").asText());
        assertTrue(seen.path("user").asText().startsWith("guest-"), seen::toString);
        guest.ack(frame("message", "data", "hello"));
        guest.refused("not-allowed", frame("call", "user", moderator.user()));
    }

    @Test
    void whoMayNeitherHostNorModerateInvitesNobody() {
        invite(room, token()).statusCode(403);
        invite(room, guest("Caz")).statusCode(403);
        invite(room, "nothing").statusCode(401);
        invite(room, token("host")).statusCode(200);
        for (String odd : List.of("", "all*", "room%3f", "call:1", "..")) {
            invite(odd, token("moderator")).statusCode(400);
        }
        Await.until(
                Duration.ofSeconds(20),
                () -> isAudited("io.beckon.audit.authorization.denied.v1", room, "to invite guests", "moderator"),
                () -> "no event of the denial");
    }

    @Test
    void whatIsNoInvitationLetsNobodyIn() {
        for (String other : List.of("nothing", token("moderator"), guest("Caz"))) {
            post(server.url(), "/v1/guests/tokens?name=Caz", other).statusCode(401);
        }
        Await.until(
                Duration.ofSeconds(20),
                () -> isAudited("io.beckon.audit.authentication.denied.v1"),
                () -> "what is none is audited, as at any other door");
        String invitation = invite(room, token("moderator")).extract().path("invitation");
        post(server.url(), "/v1/guests/tokens", invitation).statusCode(400);
        post(server.url(), "/v1/guests/tokens?name=a%00b", invitation).statusCode(400);
        given().baseUri(server.url().toString())
                .header("Authorization", "Bearer " + invitation)
                .get("/v1/ice-servers")
                .then()
                .statusCode(401);
    }

    @Test
    void whoHasInvitedTakesTheInvitationBackAndWhoeverCameByItIsOut() {
        JsonPath leaked = invite(room, token("moderator")).extract().jsonPath();
        JsonPath other = invite(room, token("moderator")).extract().jsonPath();
        WireClient moderator = server.connect(Encoding.JSON, "moderator");
        moderator.join(room, "role", "moderator");
        String token = guest("Caz", leaked.getString("invitation"));
        WireClient out = server.connectWith(token);
        out.join(room);
        moderator.await("peer-joined");
        WireClient stays = server.connectWith(guest("Dee", other.getString("invitation")));
        stays.join(room);
        moderator.await("peer-joined");

        withdraw(room, leaked.getString("id"), token).statusCode(403);
        withdraw(room + "x", leaked.getString("id"), token("moderator")).statusCode(204);
        withdraw(room, "a%20b", token("moderator")).statusCode(400);
        out.ack(frame("message", "data", "still here"));
        withdraw(room, leaked.getString("id"), token("moderator")).statusCode(204);

        assertEquals("signed-out", moderator.await("peer-left").path("reason").asText());
        assertEquals(4002, out.closed());
        post(server.url(), "/v1/guests/tokens?name=Caz", leaked.getString("invitation"))
                .statusCode(401);
        given().baseUri(server.url().toString())
                .header("Authorization", "Bearer " + token)
                .get("/v1/ice-servers")
                .then()
                .statusCode(401);
        stays.ack(frame("message", "data", "hello"));
        guest("Eve", other.getString("invitation"));
    }

    @Test
    void auditorsSeeWhoInvitedAndWhoCameAndWhatWasWithdrawn() {
        JsonPath invited = invite(room, token("moderator")).extract().jsonPath();
        guest("Caz", invited.getString("invitation"));
        withdraw(room, invited.getString("id"), token("moderator")).statusCode(204);
        for (String type : List.of("guest.invited", "guest.admitted", "guests.dismissed")) {
            Await.until(
                    Duration.ofSeconds(20),
                    () -> isAudited("io.beckon.audit." + type + ".v1", room, invited.getString("id")),
                    () -> "no event " + type);
        }
    }

    private static boolean isAudited(String... words) {
        try {
            return Files.readAllLines(AUDIT).stream()
                    .anyMatch(line -> Arrays.stream(words).allMatch(line::contains));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoHasNoInvitationKeepsNobodyOutWhoHasOne() {
        String invitation = invite(room, token("moderator")).extract().path("invitation");
        for (int i = 0; i < 100; i++) {
            given().baseUri(server.url().toString())
                    .post("/v1/guests/tokens?name=x")
                    .then()
                    .statusCode(401);
        }
        guest("Caz", invitation);
    }

    @Test
    void fiveHundredBehindOneAddressOpenTheLinkAtOnce() {
        String invitation = invite(room, token("moderator")).extract().path("invitation");
        for (int i = 0; i < 500; i++) {
            guest("Guest" + i, invitation);
        }
    }

    @Test
    void whoSpendsWhatAnInvitationGivesKeepsOutNobodyWhoComesByAnother() {
        String spent = invite(few.url(), room, "moderator");
        for (int i = 0; i < 2; i++) {
            post(few.url(), "/v1/guests/tokens?name=Caz", spent).statusCode(200);
        }
        post(few.url(), "/v1/guests/tokens?name=Caz", spent)
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, greaterThan(0));
        post(few.url(), "/v1/guests/tokens?name=Caz", invite(few.url(), room, "moderator"))
                .statusCode(200);
    }

    private static String invite(URI at, String room, String role) {
        return post(at, "/v1/guests?room=" + room, DevelopmentTokens.issue(at, User.with(role)))
                .statusCode(200)
                .extract()
                .path("invitation");
    }

    @Test
    void nobodyComesAsAGuestUnlessThatIsConfigured() {
        String host = DevelopmentTokens.issue(closed.url(), User.with("moderator"));
        post(closed.url(), "/v1/guests?room=" + room, host).statusCode(405);
        post(closed.url(), "/v1/guests/tokens?name=Caz", host).statusCode(405);
        given().baseUri(closed.url().toString()).get("/v1/sign-in").then().body("guests", nullValue());
        given().baseUri(server.url().toString()).get("/v1/sign-in").then().body("guests", equalTo(true));
    }
}
