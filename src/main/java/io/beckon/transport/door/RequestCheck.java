package io.beckon.transport.door;

import io.beckon.transport.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What others might read in another way than this service: such a request is none (RFC 9112 sections 2.3, 3.2, 6.1 and 6.3). */
final class RequestCheck {

    /** RFC 9110 section 7.2: a host, which may be empty, and perhaps a port. */
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s/?#@:\\[\\]\\\\]*)(:[0-9]{0,5})?");

    private RequestCheck() {}

    /** Also takes away an offer of HTTP/2, which nobody takes up, and tidies up what proxies say. */
    static @Nullable Problem problemOf(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return problemOf(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        boolean isOld = version.equals(HttpVersion.HTTP_1_0);
        if (!isOld && !version.equals(HttpVersion.HTTP_1_1)) {
            return Problem.VERSION_NOT_SUPPORTED;
        }
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean isChunked = codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
        if (hosts.size() > 1
                || hosts.isEmpty() && !isOld
                || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())
                || !codings.isEmpty() && (isOld || !isChunked || headers.contains(HttpHeaderNames.CONTENT_LENGTH))) {
            return Problem.BAD_REQUEST;
        }
        String upgrade = headers.get(HttpHeaderNames.UPGRADE);
        if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("h2c")) {
            headers.remove(HttpHeaderNames.UPGRADE).remove("HTTP2-Settings");
        }
        ForwardedLists.tidy(headers);
        return problemOf(headers.get(HttpHeaderNames.CONTENT_LENGTH), HeadLimits.bodyBytes(request.uri()));
    }

    private static Problem problemOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> Problem.TARGET_TOO_LONG;
            case TooLongHttpHeaderException header -> Problem.HEAD_TOO_LARGE;
            default -> Problem.BAD_REQUEST;
        };
    }

    /** A length that was read already. */
    private static @Nullable Problem problemOf(@Nullable String length, int most) {
        return length != null && Long.parseLong(length) > most ? Problem.TOO_LARGE : null;
    }
}
