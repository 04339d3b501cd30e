package io.beckon.transport;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The access token in the header {@code Authorization} (RFC 6750 section 2.1). */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** {@code null} when there is none. */
    public static @Nullable String of(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        boolean isBearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return isBearer && header != null ? header.substring(SCHEME.length()).strip() : null;
    }
}
