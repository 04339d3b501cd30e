package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.beckon.announcement.NotBefore;
import io.beckon.announcement.SignOut;
import io.beckon.announcement.SignOutBoard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackChannelLogoutTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LocalRealm realm = new LocalRealm();
    private final Board board = new Board();
    private URI address;

    /** Keeps what is put up, and answers as a test wants. */
    private static final class Board implements SignOutBoard {

        final List<SignOut> all = new CopyOnWriteArrayList<>();
        volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

        @Override
        public CompletionStage<Void> announce(SignOut signOut) {
            all.add(signOut);
            return answer;
        }

        @Override
        public CompletionStage<Void> announce(NotBefore notBefore) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean knows(String issuer, String tokenId) {
            return all.stream().anyMatch(one -> one.issuer().equals(issuer) && tokenId.equals(one.tokenId()));
        }
    }

    @BeforeEach
    void start() {
        address = serve(Duration.ofSeconds(30));
    }

    private URI serve(Duration patience) {
        BackChannelLogout logout =
                new BackChannelLogout(new Realms(List.of(realm.realm()), LocalRealm.LEEWAY), Set.of(), board, patience);
        Router router = Router.router(vertx);
        router.post(BackChannelLogout.PATH).handler(logout::handle);
        router.route(BackChannelLogout.PATH).handler(BackChannelLogout::refuseMethod);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return URI.create("http://127.0.0.1:" + server.actualPort() + BackChannelLogout.PATH);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        client.close();
        realm.close();
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address)
                        .timeout(LocalRealm.PATIENCE)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(JsonObject claims) throws Exception {
        return post(FORM, "logout_token=" + LocalRealm.sign(claims));
    }

    private void assertRefused(int status, String error, String description, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode());
        assertEquals(
                new JsonObject().put("error", error).put("error_description", description),
                new JsonObject(answer.body()));
        assertEquals(Optional.of("application/json"), answer.headers().firstValue("Content-Type"));
        assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
    }

    private void assertInvalid(String description, HttpResponse<String> answer) {
        assertRefused(400, "invalid_request", description, answer);
    }

    @Test
    void whoWasSignedOutIsAnnounced() throws Exception {
        long at = Instant.now().getEpochSecond() - 10;
        HttpResponse<String> answer = post(realm.logoutClaims().put("iat", at));

        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
        assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
        assertEquals(List.of(new SignOut(realm.url(), "s1", "anna", Instant.ofEpochSecond(at), "id")), board.all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid", "sub"})
    void aUserOrASignInWillDo(String missing) throws Exception {
        JsonObject claims = realm.logoutClaims();
        claims.remove(missing);

        assertEquals(200, post(claims).statusCode());
        SignOut signOut = board.all.getFirst();
        assertEquals(missing.equals("sid") ? null : "s1", signOut.signIn());
        assertEquals(missing.equals("sub") ? null : "anna", signOut.user());
    }

    @Test
    void aTokenIsTakenOnce() throws Exception {
        assertEquals(200, post(realm.logoutClaims()).statusCode());
        assertInvalid("the logout token is not valid", post(realm.logoutClaims()));
        assertInvalid(
                "the logout token is not valid",
                post(realm.logoutClaims().put("sid", "s2").put("sub", "berta")));
        assertEquals(1, board.all.size());

        assertEquals(200, post(realm.logoutClaims().put("jti", "next")).statusCode());
    }

    @Test
    void theIdOfATokenIsOneOfItsIssuer() throws Exception {
        board.all.add(new SignOut("https://sso.example/another", "s1", null, Instant.EPOCH, "id"));

        assertEquals(200, post(realm.logoutClaims()).statusCode());
    }

    @Test
    void whatIsNotValidIsRefusedWithoutSayingWhy() throws Exception {
        assertInvalid("the logout token is not valid", post(realm.logoutClaims().put("nonce", "n")));
        assertInvalid("the logout token is not valid", post(FORM, "logout_token=abc"));
        assertEquals(List.of(), board.all);
    }

    @Test
    void whatIsNoFormIsRefused() throws Exception {
        String body = "logout_token=" + LocalRealm.sign(realm.logoutClaims());

        assertInvalid("send application/x-www-form-urlencoded", post("text/plain", body));
        assertInvalid("logout_token is missing", post(FORM, "token=a"));
        assertInvalid("logout_token is missing", post(FORM, ""));
        assertInvalid("logout_token is there twice", post(FORM, body + "&" + body));
        assertInvalid("the form is not percent-encoded as it should be", post(FORM, "a=%&" + body));
        assertEquals(List.of(), board.all);
    }

    @Test
    void noMoreIsReadThanMayBe() throws Exception {
        String token = "logout_token=" + LocalRealm.sign(realm.logoutClaims()) + "&x=";
        String most = token + "x".repeat(BackChannelLogout.MAX_BODY_BYTES - token.length());

        assertRefused(413, "invalid_request", "at most 65536 bytes", post(FORM, most + "x"));
        assertRefused(413, "invalid_request", "at most 65536 bytes", post(FORM, most.repeat(20)));
        assertEquals(List.of(), board.all);
        assertEquals(200, post(FORM, most).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void tokensArePosted(String method) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertRefused(405, "invalid_request", "logout tokens are posted", answer);
        assertEquals(Optional.of("POST"), answer.headers().firstValue("Allow"));
    }

    private void assertTooEarly(HttpResponse<String> answer) {
        assertRefused(503, "temporarily_unavailable", "it cannot be taken now", answer);
        assertEquals(Optional.of("5"), answer.headers().firstValue("Retry-After"));
    }

    @Test
    void whileTheRealmDoesNotTellItsKeysOneMayComeAgain() throws Exception {
        realm.answerWith(500);
        assertTooEarly(post(realm.logoutClaims()));
        assertEquals(List.of(), board.all);

        realm.answerWith(200);
        assertEquals(200, post(realm.logoutClaims()).statusCode());
    }

    @Test
    void whatTheOtherNodesMayNotGetIsNotConfirmed() throws Exception {
        board.answer = CompletableFuture.failedFuture(new IllegalStateException("for this test"));

        assertTooEarly(post(realm.logoutClaims()));
    }

    @Test
    void whatTheyGetTooLateIsNotConfirmedAndStaysOnItsWay() throws Exception {
        address = serve(Duration.ofMillis(1));
        CompletableFuture<Void> outage = new CompletableFuture<>();
        board.answer = outage;

        assertTooEarly(post(realm.logoutClaims()));
        assertFalse(outage.isDone());
    }
}
