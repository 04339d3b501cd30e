package io.beckon.sdp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate (RFC 8839 section 5.1), parsed. Addresses stay out of {@link #toString()}.
 *
 * @param foundation may be empty
 * @param component 1 for RTP and everything multiplexed, 2 for RTCP
 * @param transport {@code udp}, {@code tcp} or {@code ssltcp}, in lower case
 * @param priority 0 to 2^32-1
 * @param address an IPv4 or IPv6 literal, perhaps with a zone, or a name, as it was sent
 * @param type {@code host}, {@code srflx}, {@code prflx} or {@code relay}
 * @param usernameFragment of the {@code ufrag} extension
 */
public record IceCandidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        @Nullable String usernameFragment) {

    static final String UDP = "udp";
    static final String TCP = "tcp";
    static final String SSLTCP = "ssltcp";
    static final String HOST = "host";
    static final String RELAY = "relay";
    static final List<String> TYPES = List.of(HOST, "srflx", "prflx", RELAY);

    /** Whether the address is a name that hides a host's address (mDNS). */
    public boolean isMdns() {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        return HostName.isUnderLocal(name, 0, name.length);
    }

    @Override
    public String toString() {
        return "IceCandidate[" + type + " " + transport + "]";
    }
}
