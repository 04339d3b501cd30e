package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/** A candidate (RFC 8839 section 5.1), parsed. Addresses stay out of {@link #toString()}. */
public record IceCandidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        @Nullable String usernameFragment) {

    @Override
    public String toString() {
        return "IceCandidate[" + type + " " + transport + "]";
    }
}
