package io.beckon.transport;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade request offers as sub-protocols: some name one, and one may carry the access token of a browser, which cannot
 * set headers: {@code quarkus-http-upgrade#Authorization#Bearer%20TOKEN}, or the same percent-encoded
 * once more as a whole.
 */
public record BrowserToken(List<String> protocols, List<String> headers) {

    private static final String MARK = "quarkus-http-upgrade";

    private static final String BEARER = MARK + "#Authorization#Bearer ";

    public static BrowserToken offeredBy(HttpServerRequest request) {
        List<String> protocols = new ArrayList<>(2);
        List<String> headers = new ArrayList<>(1);
        for (String line : request.headers().getAll("Sec-WebSocket-Protocol")) {
            Arrays.stream(line.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> (isHeader(name) ? headers : protocols).add(name));
        }
        return new BrowserToken(protocols, headers);
    }

    /** Whether an offered sub-protocol is in truth a header that a browser could not set. */
    private static boolean isHeader(String offered) {
        return offered.toLowerCase(Locale.ROOT).startsWith(MARK);
    }

    /** Whether it cannot be told whose the request is: a token that is offered cannot be read, or is there beside another one. */
    public boolean isUnclear(HttpServerRequest request) {
        return !headers.isEmpty() && (ofHeader() == null || request.getHeader("Authorization") != null);
    }

    /** The token that the request shows, either way; {@code null} if there is none. */
    public @Nullable String token(HttpServerRequest request) {
        return headers.isEmpty() ? BearerToken.of(request) : ofHeader();
    }

    /** The token of the one header offered; {@code null} when it is not in the only form that is taken. */
    private @Nullable String ofHeader() {
        String decoded = decode(headers.get(0));
        if (decoded != null && !isBearer(decoded)) {
            decoded = decode(decoded);
        }
        return headers.size() == 1 && decoded != null && isBearer(decoded)
                ? decoded.substring(BEARER.length()).strip()
                : null;
    }

    /** In whatever case: neither the names of headers (RFC 9110, section 5.1) nor of schemes (section 11.1) have any. */
    private static boolean isBearer(String decoded) {
        return decoded.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static @Nullable String decode(String header) {
        try {
            return URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "BrowserToken" + protocols;
    }
}
