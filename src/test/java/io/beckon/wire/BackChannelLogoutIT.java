package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.beckon.Thorough;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.RealmAdmin;
import io.beckon.keycloak.SharedKeycloak;
import io.beckon.keycloak.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Keycloak signs somebody out: every node cuts that user's connections within a second. */
@Thorough
@ResourceLock("tokens of acme")
class BackChannelLogoutIT {

    private static final Keycloak KEYCLOAK = SharedKeycloak.get();
    private static final RealmAdmin ADMIN = KEYCLOAK.admin("beckon");
    /** A second is promised; the machine of a test may be busy with other things. */
    private static final long PATIENCE_MS = 3000;

    private static final String CLIENT = "beckon-test";
    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = node("beckon");

    @RegisterExtension
    static final ServerUnderTest second = node("beckon");

    @RegisterExtension
    static final ServerUnderTest acme = ServerUnderTest.with(
            "quarkus.oidc.auth-server-url", KEYCLOAK.issuer("acme").toString(),
            "quarkus.oidc.client-id", "beckon",
            "beckon.oidc.poll-interval", "1S");

    private final String room = ServerUnderTest.freshRoom();

    private static ServerUnderTest node(String realm) {
        return cluster.node(
                "quarkus.oidc.auth-server-url", KEYCLOAK.issuer(realm).toString(), "quarkus.oidc.client-id", "beckon");
    }

    @BeforeEach
    void logoutTokensGoToTheFirstNode() {
        ADMIN.backChannelLogoutUrl(CLIENT, first.url() + "/v1/back-channel-logout");
    }

    @AfterEach
    void logoutTokensCarrySessions() {
        ADMIN.clientAttribute(CLIENT, "backchannel.logout.session.required", "true");
    }

    private static void assertClosedSoon(WireClient client, Runnable cause) {
        cause.run();
        long over = System.nanoTime();
        assertEquals(4002, client.closed());
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - over);
        assertTrue(took < PATIENCE_MS, () -> "took " + took + " ms");
    }

    private static String leftBecause(WireClient witness, String peer) {
        return witness.await(
                        frame -> frame.path("type").asText().equals("peer-left")
                                && frame.path("peer").asText().equals(peer),
                        "the end of " + peer)
                .path("reason")
                .asText();
    }

    @Test
    void anAdministratorSignsAUserOutOnAllNodes() {
        String alice = SignedIn.newcomer(KEYCLOAK);
        WireClient here = first.connectWith(KEYCLOAK.tokens("beckon", alice));
        Tokens other = KEYCLOAK.tokens("beckon", alice);
        WireClient there = second.connectWith(other);
        WireClient witness = second.connectWith(KEYCLOAK.tokens("beckon", "henry"));
        here.join(room);
        there.join(room);
        witness.join(room);

        assertClosedSoon(there, () -> ADMIN.logOut(alice));
        assertEquals(4002, here.closed());
        assertEquals("signed-out", leftBecause(witness, here.peer()));
        assertEquals("signed-out", leftBecause(witness, there.peer()));
        assertEquals(401, status(second, other.access()), "the old token still opens doors");
        first.connectWith(KEYCLOAK.tokens("beckon", alice)).join(room);
    }

    @Test
    void theEndOfOneSignInLeavesTheUsersOthers() {
        String vera = SignedIn.newcomer(KEYCLOAK);
        Tokens one = KEYCLOAK.tokens("beckon", vera);
        Tokens two = KEYCLOAK.tokens("beckon", vera);
        WireClient ended = second.connectWith(one);
        WireClient stays = second.connectWith(two);
        stays.join(room);

        assertClosedSoon(ended, () -> KEYCLOAK.logOut("beckon", one));
        stays.ack(Frames.message("still here"));
        JsonNode refused = stays.refused("bad-token", Frames.frame("refresh", "token", one.access()));
        assertEquals("token", refused.path("field").asText());
    }

    @Test
    void withoutSessionsInItsLogoutTokensTheUserIsSignedOutAltogether() {
        String molly = SignedIn.newcomer(KEYCLOAK);
        ADMIN.clientAttribute(CLIENT, "backchannel.logout.session.required", "false");
        Tokens one = KEYCLOAK.tokens("beckon", molly);
        WireClient first = BackChannelLogoutIT.first.connectWith(one);
        WireClient other = second.connectWith(KEYCLOAK.tokens("beckon", molly));

        KEYCLOAK.logOut("beckon", one);
        assertEquals(4002, first.closed());
        assertEquals(4002, other.closed());
    }

    @Test
    void whoWasSignedOutDoesNotGetItsPlaceBack() {
        String clara = SignedIn.newcomer(KEYCLOAK);
        WireClient before = first.connectWith(KEYCLOAK.tokens("beckon", clara));
        before.join(room);
        ADMIN.logOut(clara);
        assertEquals(4002, before.closed());

        WireClient after = second.connectWith(KEYCLOAK.tokens("beckon", clara));
        JsonNode resumed = after.request(resume(before));
        assertEquals("resume-expired", errorOf(resumed));
    }

    private Map<String, Object> resume(WireClient before) {
        return Frames.frame(
                "resume",
                "session",
                before.session(),
                "secret",
                before.secret(),
                "rooms",
                Frames.object(room, before.lastSeq(room)));
    }

    /** The whole resume is refused, or this room of it. */
    private String errorOf(JsonNode reply) {
        return reply.path("type").asText().equals("error")
                ? reply.path("code").asText()
                : reply.path("rooms").path(room).path("error").asText();
    }

    @Test
    void allTokensOfARealmEnd() {
        WireClient bob = acme.connectWith(KEYCLOAK.tokens("acme", "bob"));
        // Keycloak voids what was issued before the second of it.
        waitForTheNextSecond();
        KEYCLOAK.admin("acme").logOutAll();
        assertEquals(4002, bob.closed(Duration.ofSeconds(5)));
        acme.connectWith(KEYCLOAK.tokens("acme", "bob"));
    }

    /** A stream ends without an error, when there is nothing more to tell. */
    private static HttpResponse<InputStream> live(ServerUnderTest node, Tokens tokens) throws Exception {
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        new AdminApi(node.url(), tokens.access())
                                .request("/live")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, stream.statusCode());
        return stream;
    }

    private static void assertEndsSoon(HttpResponse<InputStream> stream, Runnable cause) {
        CompletableFuture<byte[]> all = CompletableFuture.supplyAsync(() -> {
            try (InputStream body = stream.body()) {
                return body.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        cause.run();
        // The token itself would last for minutes.
        assertTrue(new String(all.orTimeout(20, TimeUnit.SECONDS).join(), UTF_8).contains("event:change"));
    }

    @Test
    void anAdministratorWhoIsSignedOutSeesNoMoreOnAnyNode() throws Exception {
        String root = SignedIn.newcomer(KEYCLOAK, "administer");
        Tokens tokens = KEYCLOAK.tokens("beckon", root);
        HttpResponse<InputStream> stream = live(second, tokens);
        HttpResponse<InputStream> others =
                live(second, KEYCLOAK.tokens("beckon", SignedIn.newcomer(KEYCLOAK, "administer")));
        assertEndsSoon(stream, () -> KEYCLOAK.logOut("beckon", tokens));
        assertTrue(others.body().read() >= 0);
        others.body().close();
    }

    @Test
    void aRealmWhoseTokensAreVoidHasNoOnlookers() throws Exception {
        RealmAdmin realm = KEYCLOAK.admin("acme");
        String root = "user-" + UUID.randomUUID();
        realm.createUser(root);
        realm.giveRole(root, "administer");
        HttpResponse<InputStream> stream = live(acme, KEYCLOAK.tokens("acme", root));
        waitForTheNextSecond();
        assertEndsSoon(stream, realm::logOutAll);
    }

    private static void waitForTheNextSecond() {
        long now = System.currentTimeMillis() / 1000;
        while (System.currentTimeMillis() / 1000 == now) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLogoutTokenCountsOnceAndMustBeOne() throws Exception {
        BlockingQueue<String> caught = new LinkedBlockingQueue<>();
        HttpServer listener = listener(caught);
        try {
            ADMIN.backChannelLogoutUrl(
                    CLIENT, "http://127.0.0.1:" + listener.getAddress().getPort() + "/");
            Tokens tokens = KEYCLOAK.tokens("beckon", SignedIn.newcomer(KEYCLOAK));
            WireClient tom = second.connectWith(tokens);
            KEYCLOAK.logOut("beckon", tokens);
            String form = caught.poll(10, TimeUnit.SECONDS);

            assertEquals(
                    400,
                    BackChannel.postForm(first, form.replaceFirst("\\.[^.]*$", ".AAAA")),
                    "with another signature");
            assertEquals(400, BackChannel.postForm(first, "logout_token=" + tokens.access()), "an access token");
            assertEquals(400, BackChannel.postForm(first, "logout_token="));
            assertEquals(400, BackChannel.postForm(first, "token=x"));
            assertEquals(400, BackChannel.postForm(acme, form), "of another realm");
            tom.join(room);
            assertEquals(200, BackChannel.postForm(first, form));
            assertEquals(4002, tom.closed());
            assertEquals(400, BackChannel.postForm(first, form), "again");
            assertEquals(400, BackChannel.postForm(second, form), "again, elsewhere");
        } finally {
            listener.stop(0);
        }
    }

    private static HttpServer listener(BlockingQueue<String> caught) throws IOException {
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            caught.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        listener.start();
        return listener;
    }

    private static int status(ServerUnderTest node, String token) {
        return UpgradeRequest.plain(node.url()).token(token).answer().status();
    }
}
