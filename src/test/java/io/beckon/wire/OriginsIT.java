package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: origins that are listed, and what their pages may read of a refusal. */
class OriginsIT {

    private static final String APP = "https://app.example";

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.allowed-origins", "HTTPS://App.Example:443/,null,capacitor://localhost");

    @ParameterizedTest
    @ValueSource(strings = {APP, APP + ":443", "https://APP.example.", "null", "capacitor://localhost"})
    void aListedOriginIsAllowed(String origin) {
        assertEquals(
                101,
                withToken(UpgradeRequest.to(server.url()))
                        .origin(origin)
                        .answer()
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.evil.example",
                "http://app.example",
                "https://app.example:8443",
                "https://evil.example/https://app.example",
                "capacitor://other"
            })
    void oneThatOnlyLooksAlikeIsNot(String origin) {
        assertEquals(
                403,
                withToken(UpgradeRequest.to(server.url()))
                        .origin(origin)
                        .answer()
                        .status());
    }

    @Test
    void theServicesOwnIsAllowedWhateverIsListed() {
        assertEquals(
                101,
                withToken(UpgradeRequest.to(server.url()))
                        .origin(server.url().toString())
                        .answer()
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://app.example,https://app.example",
                "https://app.example\r\nOrigin: https://app.example"
            })
    void severalOrNoneInAHeaderAreNotAllowed(String value) {
        assertEquals(
                403, UpgradeRequest.plain(server.url()).origin(value).answer().status());
    }

    @Test
    void aRefusedOneIsInTheLogOnceAMinute() {
        String origin = "https://" + ServerUnderTest.freshRoom() + ".example";
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    403,
                    UpgradeRequest.plain(server.url()).origin(origin).answer().status());
        }
        List<String> lines = server.process()
                .log()
                .lines()
                .filter(line -> line.contains(origin))
                .toList();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("beckon.allowed-origins"), lines::toString);
        assertTrue(lines.get(0).contains(server.url().toString()), "the service's own is in there: " + lines);
    }

    @Test
    void crossOriginAnswersAreComparedInTheSameWay() {
        String origin = "https://app.EXAMPLE:443";
        HttpAnswer answer = RawRequest.ask(
                server.url(),
                RawRequest.head(server.url(), "OPTIONS /v1/ice-servers") + "Origin: " + origin + "\r\n\r\n");

        assertEquals(204, answer.status());
        assertEquals(origin, answer.header("Access-Control-Allow-Origin").orElse(""));
    }

    @Test
    void pagesOfListedOriginsGetDevelopmentTokens() {
        String body = "{\"user\":\"alice\"}";
        String preflight =
                "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n\r\n";
        String post = "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;

        HttpAnswer may = askForToken("OPTIONS", APP, preflight);
        assertEquals(204, may.status());
        assertEquals(APP, may.header("Access-Control-Allow-Origin").orElse(""));
        assertTrue(may.header("Access-Control-Allow-Headers").orElse("").contains("Content-Type"));
        HttpAnswer token = askForToken("POST", APP, post);
        assertEquals(200, token.status());
        assertEquals(APP, token.header("Access-Control-Allow-Origin").orElse(""));

        for (HttpAnswer refused : List.of(
                askForToken("OPTIONS", "https://evil.example", preflight),
                askForToken("POST", "https://evil.example", post))) {
            assertEquals(403, refused.status());
            assertTrue(refused.header("Access-Control-Allow-Origin").isEmpty());
        }
    }

    private static HttpAnswer askForToken(String method, String origin, String rest) {
        return RawRequest.ask(
                server.url(),
                RawRequest.head(server.url(), method + " /development/token") + "Origin: " + origin + "\r\n" + rest);
    }

    @Test
    void aPageMayReadWhyItWasRefused() {
        HttpAnswer upgradeRequired =
                withToken(UpgradeRequest.plain(server.url())).origin(APP).answer();
        HttpAnswer unauthorized = UpgradeRequest.plain(server.url()).origin(APP).answer();

        assertEquals(426, upgradeRequired.status());
        assertEquals(401, unauthorized.status());
        for (HttpAnswer answer : List.of(upgradeRequired, unauthorized)) {
            assertTrue(List.of(APP, "*")
                    .contains(answer.header("Access-Control-Allow-Origin").orElse("")));
            assertTrue(exposes(answer, "Retry-After"), answer::toString);
        }
    }

    private static boolean exposes(HttpAnswer answer, String header) {
        return answer.list("Access-Control-Expose-Headers").stream()
                .anyMatch(exposed -> exposed.equalsIgnoreCase(header) || exposed.equals("*"));
    }

    private static UpgradeRequest withToken(UpgradeRequest request) {
        return request.token(server.token(User.any()));
    }
}
