package io.beckon.transport;

import io.beckon.identity.Approach;
import io.beckon.protocol.WireSyntax;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What requests tell of where they come from. */
public final class Approaches {

    private Approaches() {}

    public static Approach of(HttpServerRequest request) {
        return new Approach(ClientAddress.of(request), ClientAddress.networkOf(request), traceparent(request));
    }

    /** What is none is passed over, as W3C Trace Context wants it. */
    private static @Nullable String traceparent(HttpServerRequest request) {
        String header = request.getHeader("traceparent");
        return header != null && WireSyntax.isTraceparent(header) ? header : null;
    }
}
