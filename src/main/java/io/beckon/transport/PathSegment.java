package io.beckon.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** One segment of a path (RFC 3986 section 3.3). */
public final class PathSegment {

    private PathSegment() {}

    /** The one that stands for a text, whatever that has in it. */
    public static String of(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
