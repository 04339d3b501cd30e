package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BadTokens badTokens = new BadTokens(1, () -> 0);
    private final Seen seen = new Seen();
    private final Gate gate =
            new Gate(new Origins(Set.of(WebOrigin.parse("https://app.example"))), GateTest::verify, badTokens, seen);
    private URI address;

    /** Whom the gate has turned away. */
    private static final class Seen implements Witness {
        final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void denied(Caller caller, Approach by) {
            all.add("denied " + caller.user() + " from " + by.address());
        }

        @Override
        public void unknown(boolean hasToken, Approach by) {
            all.add((hasToken ? "bad token" : "no token") + " from " + by.address());
        }

        @Override
        public void limited(@Nullable Caller caller, Approach by) {
            all.add("limited " + (caller == null ? "somebody" : caller.user()) + " from " + by.address());
        }

        @Override
        public void refused(Fact.Refusal what, @Nullable Caller caller, @Nullable String room, Approach by) {
            all.add("refused " + (caller == null ? "somebody" : caller.user()) + " in " + room + ": " + what);
        }

        @Override
        public void foreign(@Nullable WebOrigin origin, @Nullable WebOrigin own, Approach by) {
            all.add(origin + " at " + own + " from " + by.address());
        }

        @Override
        public void unserved() {
            all.add("unserved");
        }
    }

    @BeforeEach
    void listen() {
        Router router = Router.router(vertx);
        router.route().handler(this::handle);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        address = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        client.close();
    }

    private void handle(RoutingContext routing) {
        if (gate.passes(routing.request(), HttpMethod.GET)) {
            gate.identify(routing, BearerToken.of(routing.request()), caller -> {
                if (routing.request().getHeader("X-Fails") != null) {
                    throw new IllegalStateException("for this test");
                }
                routing.response().end(caller.user());
            });
        }
    }

    private static CompletionStage<Caller> verify(String token) {
        return switch (token) {
            case "good" -> CompletableFuture.completedFuture(Callers.of("default", "alice"));
            case "good later" -> CompletableFuture.supplyAsync(() -> Callers.of("default", "alice"));
            case "undecided" -> CompletableFuture.failedFuture(new Undecided("no keys"));
            case "broken" -> throw new IllegalStateException("for this test");
            case "bad, wrapped" ->
                CompletableFuture.failedFuture(new CompletionException(new InvalidToken("for this test")));
            default -> CompletableFuture.failedFuture(new InvalidToken("for this test"));
        };
    }

    @Test
    void whoIsCallingIsPassedOn() {
        assertEquals("alice", get("Authorization", "Bearer good").body());
        assertEquals("alice", get("Authorization", "bearer good later").body());
    }

    @Test
    void aPageThatWasLetInIsAForeignOneWhereTheServiceHasAnotherName() {
        assertEquals(401, status("signal.example", "http://signal.example"));
        assertEquals(401, status("signal.example", "http://signal.example"));
        assertEquals(403, status("other.example", "http://signal.example"));
        assertEquals(403, status("signal.example", "http://signal.example", "http://signal.example"));
        assertEquals(401, status("other.example", "https://app.example"));
        assertEquals(401, status("signal.example"));
    }

    private int status(String host, String... origins) {
        return vertx.createHttpClient()
                .request(HttpMethod.GET, address.getPort(), "127.0.0.1", "/")
                .compose(request -> {
                    request.putHeader("Host", host);
                    List.of(origins).forEach(origin -> request.headers().add("Origin", origin));
                    return request.send();
                })
                .map(HttpClientResponse::statusCode)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void everyBadTokenGetsTheSameAnswer() {
        HttpResponse<String> refused = get("Authorization", "Bearer bad");
        HttpResponse<String> wrapped = get("Authorization", "Bearer bad, wrapped");

        assertEquals(401, refused.statusCode());
        assertEquals("Bearer error=\"invalid_token\"", header(refused, "WWW-Authenticate"));
        assertEquals(refused.headers(), wrapped.headers());
        assertEquals(refused.body(), wrapped.body());
    }

    @Test
    void aMissingOrEmptyTokenIsAskedFor() {
        for (String value : new String[] {"", "Bearer", "Bearer ", "Basic YTpi"}) {
            HttpResponse<String> answer = get("Authorization", value);
            assertEquals(401, answer.statusCode());
            assertEquals("Bearer", header(answer, "WWW-Authenticate"));
        }
        assertEquals(401, get().statusCode());
    }

    @Test
    void whatCannotBeCheckedNowMayComeAgainLater() {
        for (String token : new String[] {"undecided", "broken"}) {
            HttpResponse<String> answer = get("Authorization", "Bearer " + token);
            assertEquals(503, answer.statusCode());
            int seconds = Integer.parseInt(header(answer, "Retry-After"));
            assertTrue(seconds > 0);
            assertEquals(
                    "{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"unavailable\",\"message\":\"Service Unavailable\","
                            + "\"retryable\":true,\"retryAfterMs\":" + seconds * 1000 + "}",
                    answer.body());
        }
    }

    @Test
    void auditorsHearOfThoseWithoutAGoodToken() {
        get();
        get("Authorization", "Bearer bad");
        get("Authorization", "Bearer good");
        get("Authorization", "Bearer undecided");
        assertEquals(
                List.of("no token from 127.0.0.1", "bad token from 127.0.0.1", "unserved"),
                seen.all,
                "whose token cannot be told is not denied, but not served either");
    }

    @Test
    void whereTooManyAnswersWaitTheNextIsTurnedAwayAtOnce() {
        assertEquals(401, get("Authorization", "Bearer bad").statusCode());
        while (gate.doorkeeper().lateDenials().mayWait()) {
            // all places are taken then
        }
        HttpResponse<String> answer = get("Authorization", "Bearer bad");
        assertEquals(429, answer.statusCode());
        assertTrue(Integer.parseInt(header(answer, "Retry-After")) > 0);

        gate.doorkeeper().lateDenials().answered();
        assertEquals(401, get("Authorization", "Bearer bad").statusCode());
        assertEquals(401, get("Authorization", "Bearer bad").statusCode(), "a place is free again after each");
        assertEquals(200, get("Authorization", "Bearer good").statusCode());
    }

    @Test
    void theOriginComesBeforeTheTokenAndTheMethod() {
        assertEquals(403, get("Origin", "https://evil.example").statusCode());
        assertEquals(403, ask("POST", "Origin", "https://evil.example").statusCode());
        assertEquals(405, ask("POST", "Origin", "https://app.example").statusCode());
        assertEquals(204, ask("OPTIONS", "Origin", "https://app.example").statusCode());
    }

    @Test
    void theServicesOwnOriginPassesBesideThoseThatAreListed() {
        assertEquals(
                405,
                ask("POST", "Origin", "http://127.0.0.1:" + address.getPort()).statusCode());
        assertEquals(
                403,
                ask("POST", "Origin", "https://127.0.0.1:" + address.getPort()).statusCode());
    }

    @Test
    void aPageOfAForeignOriginMayReadThatItIsOne() {
        HttpResponse<String> refused = ask("POST", "Origin", "https://evil.example");

        assertEquals("*", header(refused, "Access-Control-Allow-Origin"));
        assertEquals("", header(refused, "Access-Control-Allow-Headers"), "and nothing else");
    }

    @Test
    void pagesAreToldWhichMethodsThereAreWhetherTheirsPassesOrNot() {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            HttpResponse<String> answer = ask(method, "Origin", "https://app.example");
            assertEquals("GET, OPTIONS", header(answer, "Access-Control-Allow-Methods"), method);
            assertEquals("https://app.example", header(answer, "Access-Control-Allow-Origin"), method);
            assertEquals("Origin", header(answer, "Vary"), method);
            assertEquals("", header(ask(method), "Access-Control-Allow-Methods"), "no page has asked");
        }
        assertEquals("GET, OPTIONS", header(ask("POST"), "Allow"));
        assertEquals("", header(ask("GET"), "Allow"));
    }

    @Test
    void aForeignOriginIsTold() {
        get("Origin", "https://evil.example");
        get("Origin", "HTTPS://App.Example:443");
        get();
        get("Origin", "my secret");
        get("Origin", "https://evil.example, my secret");

        assertEquals(
                List.of("null", "null"),
                seen.all.stream()
                        .filter(told -> told.contains(" at "))
                        .skip(1)
                        .map(told -> told.replaceFirst(" at .*", ""))
                        .toList(),
                "what is no origin is not told");
        assertEquals(
                "https://evil.example at http://127.0.0.1:" + address.getPort() + " from 127.0.0.1",
                seen.all.getFirst());
    }

    @Test
    void whatGoesWrongBehindTheGateIsAnswered() {
        for (String token : new String[] {"good", "good later"}) {
            HttpResponse<String> answer = get("Authorization", "Bearer " + token, "X-Fails", "yes");
            assertEquals(500, answer.statusCode());
            assertEquals(
                    "{\"title\":\"Internal Server Error\",\"status\":500,\"code\":\"internal\",\"message\":\"Internal Server Error\","
                            + "\"retryable\":true}",
                    answer.body());
        }
    }

    private HttpResponse<String> get(String... headers) {
        return ask("GET", headers);
    }

    private HttpResponse<String> ask(String method, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
