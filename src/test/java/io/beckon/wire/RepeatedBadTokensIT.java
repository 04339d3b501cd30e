package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever tries tokens out has to wait longer and longer, on every edge; whoever has a good one has not. */
@Thorough
class RepeatedBadTokensIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.limits.bad-tokens-per-minute", "2");

    @Test
    void furtherBadTokensWaitAndGoodOnesDoNot() {
        HttpAnswer first = bad("/v1/ws");
        bad("/v1/ice-servers");
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            bad("/v1/ws");
        }
        assertTrue(
                System.nanoTime() - start >= Duration.ofMillis(250 + 500 + 1000).toNanos(), "each twice as late");
        assertEquals(2000, atLeastMillis("/v1/ice-servers", 2000));

        CompletableFuture<HttpAnswer> slow = CompletableFuture.supplyAsync(() -> bad("/v1/ws"));
        server.connect(Encoding.JSON);
        assertEquals(
                200,
                UpgradeRequest.plain(server.url())
                        .target("/v1/ice-servers")
                        .token(server.token(User.any()))
                        .answer()
                        .status());
        assertFalse(slow.isDone(), "it waits while others are served");
        HttpAnswer last = slow.join();
        assertEquals(first.body(), last.body());
        assertEquals(first.headers(), last.headers());
    }

    @Test
    void anEmptyTokenIsNoAttempt() {
        for (int i = 0; i < 20; i++) {
            for (String target : List.of("/v1/ws", "/v1/ice-servers")) {
                HttpAnswer answer = UpgradeRequest.plain(server.url())
                        .target(target)
                        .header("Authorization", i % 2 == 0 ? "" : "Bearer ")
                        .answer();
                assertEquals(401, answer.status());
                assertEquals("Bearer", answer.header("WWW-Authenticate").orElse(""));
            }
        }
    }

    @Test
    void aHugeTokenHurtsNobody() {
        for (int kilobytes : new int[] {32, 64, 200}) {
            HttpAnswer answer = UpgradeRequest.to(server.url())
                    .token("x".repeat(kilobytes * 1024))
                    .answer();
            assertTrue(Set.of(401, 431).contains(answer.status()), answer::toString);
        }
        server.connect(Encoding.JSON).barrier();
    }

    private static long atLeastMillis(String target, long millis) {
        long start = System.nanoTime();
        bad(target);
        return Math.min(millis, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static HttpAnswer bad(String target) {
        HttpAnswer answer =
                UpgradeRequest.plain(server.url()).target(target).token("bad").answer();
        assertEquals(401, answer.status());
        assertEquals(
                "Bearer error=\"invalid_token\"",
                answer.header("WWW-Authenticate").orElse(""));
        return answer;
    }
}
