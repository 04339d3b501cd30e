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
public record Origins(Set<WebOrigin> allowed) {

    private static final String HEADER = "Origin";

    public boolean permit(HttpServerRequest request) {
        WebOrigin origin = named(request);
        return !request.headers().contains(HEADER)
                || origin != null && (allowed.contains(origin) || origin.equals(own(request)));
    }

    /** As clients see the service, behind a proxy too. */
    static @Nullable WebOrigin own(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null || request.scheme() == null) {
            return null;
        }
        String port = authority.port() < 0 ? "" : ":" + authority.port();
        return WebOrigin.ofHeader(request.scheme() + "://" + authority.host() + port);
    }

    /** What a request names; {@code null} where that is no origin, or several. */
    static @Nullable WebOrigin named(HttpServerRequest request) {
        List<String> named = request.headers().getAll(HEADER);
        return named.size() == 1 ? WebOrigin.ofHeader(named.get(0)) : null;
    }
}
