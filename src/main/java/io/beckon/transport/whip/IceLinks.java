package io.beckon.transport.whip;

import io.beckon.protocol.ServerMessage.IceServer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** STUN and TURN servers as values of the header {@code Link} (RFC 9725 section 4.6), one for each URL. */
final class IceLinks {

    private IceLinks() {}

    static List<String> of(List<IceServer> servers) {
        return servers.stream()
                .flatMap(server -> server.urls().stream().flatMap(url -> Stream.of(link(server, url))))
                .toList();
    }

    private static String link(IceServer server, String url) {
        String link = "<" + url + ">; rel=\"ice-server\"";
        return server.username() == null
                ? link
                : link + "; username=" + quoted(server.username()) + "; credential=" + quoted(server.credential())
                        + "; credential-type=\"password\"";
    }

    private static String quoted(@Nullable String text) {
        return "\"" + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
