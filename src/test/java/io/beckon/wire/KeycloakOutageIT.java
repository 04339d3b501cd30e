package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.RealmAdmin;
import io.beckon.keycloak.Tokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keycloak goes away and comes back, changes its keys, and takes users their leave. */
@Thorough
class KeycloakOutageIT {

    private static final Keycloak keycloak = Keycloak.start("outage");

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with(SignedIn.at(keycloak, "beckon.oidc.poll-interval", "1S"));

    @RegisterExtension
    static final ServerUnderTest asking =
            ServerUnderTest.with(SignedIn.at(keycloak, "beckon.oidc.introspect-on-resume", "true"));

    @RegisterExtension
    static final ServerUnderTest deciding =
            ServerUnderTest.with(SignedIn.at(keycloak, "beckon.access.decided-by", "keycloak"));

    private final String room = ServerUnderTest.freshRoom();

    @AfterAll
    static void close() {
        keycloak.close();
    }

    @Test
    void whoIsThereStaysAndCachedKeysGoOnWhileANewNodeWaits() {
        Tokens tokens = keycloak.tokens("beckon", "alice");
        WireClient connected = server.connectWith(tokens);
        WireClient resuming = asking.connectWith(tokens);
        connected.join(room);
        resuming.join(room);
        keycloak.stop();

        connected.ack(Frames.message("goes on"));
        server.connectWith(tokens).join(room);
        connected.expect("refreshed", Frames.frame("refresh", "token", tokens.access()));
        resuming.vanish();
        JsonNode refused = asking.connectWith(tokens).refused("unavailable", Resuming.resume(resuming, room));
        assertTrue(refused.path("retryable").asBoolean());

        Map<String, String> properties = new LinkedHashMap<>();
        String[] pairs = SignedIn.at(keycloak);
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        try (ServerProcess late = ServerProcess.startUnready("late", properties)) {
            HttpResponse<String> readiness = get(late.managementUrl().resolve("/q/health/ready"));
            assertEquals(503, readiness.statusCode());
            assertTrue(readiness.body().contains(keycloak.issuer("beckon").toString()), readiness::body);
            HttpAnswer later =
                    UpgradeRequest.to(late.url()).token(tokens.access()).answer();
            assertEquals(503, later.status());
            assertTrue(later.header("Retry-After").isPresent());
            assertEquals(
                    401, UpgradeRequest.to(late.url()).token("garbage").answer().status());

            keycloak.start();

            Await.until(
                    Duration.ofSeconds(40),
                    () -> get(late.managementUrl().resolve("/q/health/ready")).statusCode() == 200,
                    () -> "never ready");
            assertEquals(
                    101,
                    UpgradeRequest.to(late.url())
                            .token(tokens.access())
                            .answer()
                            .status());
        }
        // The realm has only just come back: what it does not say in time is asked for again, as clients do.
        Await.until(
                Duration.ofSeconds(60),
                () -> asking.connectWith(tokens)
                        .request(Resuming.resume(resuming, room))
                        .path("type")
                        .asText()
                        .equals("resumed"),
                () -> "never resumed");
    }

    @Test
    void aNewKeyCountsAtOnceForAllWhoComeAndAnOldOneUntilItGoes() {
        RealmAdmin admin = keycloak.admin("beckon");
        Tokens before = keycloak.tokens("beckon", "alice");
        admin.rotateKey();
        Tokens after = keycloak.tokens("beckon", "alice");

        List<Integer> answers = AtOnce.ask(8, () -> status(asking, after));
        assertEquals(List.of(101, 101, 101, 101, 101, 101, 101, 101), answers);
        assertEquals(101, status(server, after));
        assertEquals(101, status(server, before));

        admin.removeOldKeys();

        Await.until(Duration.ofSeconds(20), () -> status(server, before) == 401, () -> "the old key still counts");
        assertEquals(101, status(server, after));
    }

    @Test
    void aDisabledUserIsNotBackWhereKeycloakIsAsked() {
        String name = SignedIn.newcomer(keycloak);
        Tokens tokens = keycloak.tokens("beckon", name);
        WireClient first = asking.connectWith(tokens);
        first.join(room);
        first.vanish();
        WireClient second = asking.connectWith(tokens);
        second.expect("resumed", Resuming.resume(first, room));
        second.vanish();

        keycloak.admin("beckon").disable(name);

        WireClient third = asking.connectWith(tokens);
        third.refused(
                "resume-expired", Resuming.resume(first.session(), first.secret(), Map.of(room, first.lastSeq(room))));
        keycloak.admin("beckon").enable(name);
    }

    @Test
    void whileKeycloakIsSilentWhatWasDecidedCountsAndTheRestIsForLater() {
        Tokens tokens = keycloak.tokens("beckon", "alice");
        WireClient first = deciding.connectWith(tokens);
        WireClient second = deciding.connectWith(tokens);
        SignedIn.joinOnceDecided(first, room);
        keycloak.pause();
        try {
            second.join(room);
            JsonNode refused = second.refused("unavailable", Frames.join(ServerUnderTest.freshRoom()));
            assertTrue(refused.path("retryable").asBoolean());
            first.ack(Frames.message("goes on", "room", room));
        } finally {
            keycloak.unpause();
        }
        SignedIn.joinOnceDecided(second, ServerUnderTest.freshRoom());
    }

    private static int status(ServerUnderTest node, Tokens tokens) {
        return UpgradeRequest.to(node.url()).token(tokens.access()).answer().status();
    }

    private static HttpResponse<String> get(URI address) {
        return DevelopmentTokens.send(HttpRequest.newBuilder(address).build());
    }
}
