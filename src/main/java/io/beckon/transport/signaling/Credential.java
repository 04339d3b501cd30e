package io.beckon.transport.signaling;

import io.beckon.protocol.WireSyntax;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What a request says of whose session it is, in its header {@code Signaling-Session: <session>.<secret>}. */
public record Credential(String session, String secret) {

    static final String HEADER = "Signaling-Session";

    /** Of no session at all. */
    private static final Credential NOBODYS = new Credential("", "");

    /** {@code null} when there is none; one that is garbled proves nothing. */
    static @Nullable Credential of(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        if (header == null) {
            return null;
        }
        String[] parts = header.strip().split("\\.", -1);
        boolean isWhole = parts.length == 2 && WireSyntax.isServerId(parts[0]) && WireSyntax.isServerId(parts[1]);
        return isWhole ? new Credential(parts[0], parts[1]) : NOBODYS;
    }

    String header() {
        return session + "." + secret;
    }

    @Override
    public String toString() {
        return "Credential[" + session + "]";
    }
}
