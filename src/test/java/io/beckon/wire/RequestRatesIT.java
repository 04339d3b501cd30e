package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often an address may come and ask, and how often a user may. */
class RequestRatesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.requests-per-address", "1",
            "beckon.limits.requests-per-address-burst", "100",
            "beckon.limits.queries-per-second", "1",
            "beckon.limits.queries-burst", "5");

    @Test
    void theirBurstsAreBounded() {
        for (String path : List.of("/v1/people?q=a", "/v1/calls", "/v1/ice-servers", "/v1/check")) {
            aUserAsksTooOften(path, server.token(User.any()));
        }
        WireClient client = server.connect(Encoding.JSON);
        HttpAnswer last = null;
        try (RawRequest connection = RawRequest.to(server.url())) {
            for (int i = 0; i < 200 && (last == null || last.status() == 200); i++) {
                last = connection
                        .send(RawRequest.head(server.url(), "GET /v1/sign-in") + "\r\n")
                        .answer();
            }
            assertEquals(429, last.status());
            assertTrue(last.header("Retry-After").isPresent());
            assertTrue(connection.endsSilently());
        }
        aConnectionTooManyIsNotTaken();
        client.barrier();
        assertEquals(
                200,
                RawRequest.ask(
                                server.managementUrl(),
                                RawRequest.head(server.managementUrl(), "GET /q/health/live") + "\r\n")
                        .status());
    }

    private static void aUserAsksTooOften(String path, String token) {
        String request = RawRequest.head(server.url(), "GET " + path) + "Authorization: Bearer " + token + "\r\n\r\n";
        try (RawRequest connection = RawRequest.to(server.url())) {
            for (int i = 0; i < 5; i++) {
                assertEquals(200, connection.send(request).answer().status());
            }
            HttpAnswer answer = connection.send(request).answer();
            for (int i = 0; i < 5 && answer.status() == 200; i++) {
                answer = connection.send(request).answer();
            }
            assertEquals(429, answer.status(), path);
            assertTrue(answer.header("Retry-After").isPresent());
        }
    }

    private static void aConnectionTooManyIsNotTaken() {
        boolean isRefused = false;
        for (int i = 0; i < 300 && !isRefused; i++) {
            RawRequest connection = RawRequest.to(server.url());
            server.closedAfterwards(connection);
            isRefused = connection.isEnded();
        }
        assertTrue(isRefused);
    }
}
