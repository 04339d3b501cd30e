package io.beckon.transport;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web origins (RFC 6454) may use the service: its own, and those that are listed. A request without {@code Origin} is not a
 * browser's.
 */
public final class Origins {

    private static final String HEADER = "Origin";

    private final Set<WebOrigin> allowed;
    /** What was permitted last: nearly all requests come from the same few pages, and need not be read again. */
    private volatile Claim permitted = new Claim("", null);

    public Origins(Set<WebOrigin> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** @param own what the request says of the service; {@code null}: nothing */
    private record Claim(String named, @Nullable String own) {}

    public boolean permit(HttpServerRequest request) {
        List<String> named = request.headers().getAll(HEADER);
        if (named.size() != 1) {
            return named.isEmpty();
        }
        Claim claim = new Claim(named.getFirst(), ownText(request));
        if (claim.equals(permitted)) {
            return true;
        }
        WebOrigin origin = WebOrigin.ofHeader(claim.named);
        if (origin == null || !(allowed.contains(origin) || origin.equals(own(request)))) {
            return false;
        }
        permitted = claim;
        return true;
    }

    /** As clients see the service, behind a proxy too. */
    static @Nullable WebOrigin own(HttpServerRequest request) {
        String text = ownText(request);
        return text == null ? null : WebOrigin.ofHeader(text);
    }

    private static @Nullable String ownText(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null || request.scheme() == null) {
            return null;
        }
        String port = authority.port() < 0 ? "" : ":" + authority.port();
        return request.scheme() + "://" + authority.host() + port;
    }

    /** What a request names; {@code null} where that is no origin, or several. */
    static @Nullable WebOrigin named(HttpServerRequest request) {
        List<String> named = request.headers().getAll(HEADER);
        return named.size() == 1 ? WebOrigin.ofHeader(named.get(0)) : null;
    }
}
