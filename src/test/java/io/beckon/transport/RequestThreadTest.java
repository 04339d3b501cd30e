package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestThreadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What is done about a request after another thread has done its part. */
    private HttpResponse<String> ask(Consumer<RoutingContext> later) throws Exception {
        Router router = Router.router(vertx);
        router.route()
                .handler(routing -> RequestThread.await(
                        routing, CompletableFuture.runAsync(() -> {}), (done, failure) -> later.accept(routing)));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        return client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    @Test
    void itGoesOnWithTheOutcome() throws Exception {
        assertEquals("done", ask(routing -> routing.response().end("done")).body());
    }

    @Test
    void aFaultIsAnswered() throws Exception {
        HttpResponse<String> answer = ask(routing -> {
            throw new IllegalStateException("for this test");
        });
        assertEquals(500, answer.statusCode());
        assertEquals(
                "{\"title\":\"Internal Server Error\",\"status\":500,\"code\":\"internal\",\"message\":\"Internal Server Error\","
                        + "\"retryable\":true}",
                answer.body());
    }

    @Test
    void anAnswerThatHasEndedStays() throws Exception {
        HttpResponse<String> answer = ask(routing -> {
            routing.response().end("all of it");
            throw new IllegalStateException("for this test");
        });
        assertEquals("all of it", answer.body());
    }

    @Test
    void anAnswerThatHasBegunIsBrokenOff() {
        IOException broken = assertThrows(
                IOException.class,
                () -> ask(routing -> {
                    routing.response().setChunked(true).write("half of it");
                    throw new IllegalStateException("for this test");
                }));
        assertFalse(broken instanceof HttpTimeoutException, broken::toString);
    }
}
