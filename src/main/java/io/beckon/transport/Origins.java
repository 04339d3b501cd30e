package io.beckon.transport;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web origins (RFC 6454) may use the service: those that are listed, or without a list the service's own. A request
 * without {@code Origin} is not a browser's.
 */
public record Origins(Set<String> allowed) {

    boolean permit(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || (allowed.isEmpty() ? origin.equalsIgnoreCase(own(request)) : allowed.contains(origin));
    }

    /** As clients see the service, behind a proxy too; the port is left out where the scheme says it (RFC 6454 section 6.2). */
    private static @Nullable String own(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String scheme = request.scheme();
        if (authority == null || scheme == null) {
            return null;
        }
        int port = authority.port();
        boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + authority.host() + (usual ? "" : ":" + port);
    }
}
