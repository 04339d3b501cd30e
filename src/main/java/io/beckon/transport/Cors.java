package io.beckon.transport;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** What a page of an allowed origin may ask and see (Fetch standard, CORS). */
public final class Cors {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

    /** Header lines that let every page read an answer, and when to come back. */
    static final String LINES_FOR_ALL = ALLOW_ORIGIN + ": *\r\n" + EXPOSE_HEADERS + ": Retry-After\r\n";

    private static final Map<String, String> HEADERS = Map.of(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Signaling-Session, Last-Event-ID, If-Match, traceparent, tracestate",
            EXPOSE_HEADERS,
            "Location, Link, ETag, Retry-After, Accept-Post, WWW-Authenticate",
            "Access-Control-Max-Age",
            "600",
            "Vary",
            "Origin");

    private Cors() {}

    /** Whether anything is to be allowed: what no page asks gets no headers. */
    static boolean isAskedByPage(HttpServerRequest request) {
        return request.getHeader("Origin") != null;
    }

    /** To a page of an origin that may use the service. */
    public static void allow(HttpServerRequest request, String methods) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            request.response().headers().addAll(HEADERS);
            request.response()
                    .putHeader("Access-Control-Allow-Methods", methods)
                    .putHeader(ALLOW_ORIGIN, origin);
        }
    }

    /** To every page: for what is the same for everybody. */
    public static void allowAll(HttpServerResponse response) {
        response.putHeader(ALLOW_ORIGIN, "*");
    }
}
