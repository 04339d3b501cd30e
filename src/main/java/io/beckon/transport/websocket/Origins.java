package io.beckon.transport.websocket;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web origins (RFC 6454) may use the service: those that are listed, or without a list the service's own. A request
 * without {@code Origin} is not a browser's.
 */
public record Origins(Set<String> allowed) {

    boolean permit(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || (allowed.isEmpty() ? isOwn(origin, request) : allowed.contains(origin));
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        @Nullable String host = request.getHeader("Host");
        return host != null && origin.equalsIgnoreCase(request.scheme() + "://" + host);
    }
}
