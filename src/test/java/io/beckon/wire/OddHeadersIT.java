package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a header says, from a proxy that is believed too, there is an answer to it, and no stack trace in the log. */
@Thorough
class OddHeadersIT {

    private static final List<String> VALUES = List.of(
            "",
            " ",
            ",",
            ", a",
            ":",
            ":1",
            "a:b",
            "a:99999",
            "[",
            "[]",
            "[::1",
            "::1",
            "[::1]:80:80",
            "%",
            "%%zz",
            "\u00ff\u00fe",
            "x".repeat(3000),
            "unknown",
            "_hidden",
            "for=;by=",
            "for= ;proto=https",
            "for=:80",
            "for=\"",
            "for=\"[\"",
            "host=;for=,",
            "host=:;proto=;",
            "proto= ",
            "-1",
            "99999999999999999999",
            "bytes=-",
            "bytes=9-1",
            "bytes=a-b",
            "\"",
            "W/\"",
            "@",
            "//",
            "http://[",
            "a;b=c; d",
            "=;=;",
            "$Version=1; x",
            "text/html;q=",
            "*/*;q=x",
            "Bearer",
            "Bearer \u00ff",
            "Basic ",
            "close, upgrade",
            "websocket",
            "100-continue",
            "signaling.v1.json,,",
            "permessage-deflate; =");

    private static final List<String> NAMES = List.of(
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Ssl",
            "Forwarded",
            "Host",
            "Origin",
            "Cookie",
            "Content-Length",
            "Content-Type",
            "Transfer-Encoding",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Extensions",
            "Authorization",
            "Accept",
            "Accept-Encoding",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "Connection",
            "Upgrade",
            "Expect",
            "TE");

    private static final List<String> PATHS = List.of(
            "/", "/v1/ws", "/v1/sign-in", "/v1/ice-servers", "/v1/admin/rooms", "/v1/admin/openapi", "/nowhere");

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "quarkus.http.proxy.proxy-address-forwarding",
            "true",
            "quarkus.http.proxy.allow-x-forwarded",
            "true",
            "quarkus.http.proxy.allow-forwarded",
            "true",
            "quarkus.http.proxy.enable-forwarded-host",
            "true",
            "quarkus.http.proxy.enable-forwarded-prefix",
            "true",
            "quarkus.http.proxy.trusted-proxies",
            "127.0.0.1",
            "beckon.limits.bad-tokens-per-minute",
            "0",
            "beckon.limits.requests-per-address",
            "0");

    static Stream<Arguments> requests() {
        return NAMES.stream().flatMap(name -> PATHS.stream().map(path -> Arguments.of(name, path)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isAnswered(String name, String path) {
        String token = name.equals("Authorization") ? "" : "Authorization: Bearer " + server.token(User.any()) + "\r\n";
        int before = server.process().log().length();
        for (String value : VALUES) {
            String line = name + ": " + value + "\r\n";
            String head = name.equals("Host")
                    ? "GET " + path + " HTTP/1.1\r\n"
                    : RawRequest.head(server.url(), "GET " + path);
            // Whoever says that there is a body sends none: the end of what it sends is told.
            HttpAnswer answer = RawRequest.ask(server.url(), head + token + line + "\r\n");
            assertTrue(answer.status() >= 200 && answer.status() < 500, () -> line + answer);
        }
        String log = server.process().log().substring(before);
        assertFalse(log.contains("\tat "), log);
    }
}
