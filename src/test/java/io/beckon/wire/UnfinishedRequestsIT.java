package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request has its time to come. */
@Thorough
class UnfinishedRequestsIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.limits.request-timeout", "1S");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeadThatDoesNotEndIsEnded(boolean isPublic) {
        URI port = isPublic ? server.url() : server.managementUrl();
        try (RawRequest connection = RawRequest.to(port)) {
            connection.send(RawRequest.head(port, "GET /q/health/live")).send("Accept: ");

            assertTooSlow(connection);
        }
    }

    @Test
    void soIsTheHeadOfALaterRequest() {
        String head = RawRequest.head(server.url(), "GET /v1/sign-in");
        try (RawRequest connection = RawRequest.to(server.url())) {
            assertEquals(200, connection.send(head + "\r\n").answer().status());
            connection.send(head);

            assertTooSlow(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n9\r\n{"})
    void soIsABody(String body) {
        String head = RawRequest.head(server.url(), "POST /development/token");
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(head + "Content-Type: application/json\r\n" + body);

            assertTooSlow(connection);
        }
    }

    @Test
    void whoNeverSaysAnythingIsTaken() {
        try (RawRequest connection = RawRequest.to(server.url())) {
            assertTrue(connection.endsSilently());
        }
    }

    @Test
    void webSocketsHaveAllTimeOfTheWorld() {
        WireClient client = server.connect(Encoding.JSON);
        for (int i = 0; i < 3; i++) {
            // Each of these takes as long as an unfinished head may.
            whoNeverSaysAnythingIsTaken();
        }

        client.barrier();
    }

    private static void assertTooSlow(RawRequest connection) {
        HttpAnswer answer = connection.answer();
        assertEquals(408, answer.status());
        assertEquals(Optional.of("application/problem+json"), answer.header("Content-Type"));
        assertTrue(answer.body().contains("\"code\":\"timeout\""), answer::body);
        assertTrue(connection.endsSilently());
    }
}
