package io.beckon.sdp;

/** The {@code IN IP4 address} of {@code o=}, {@code c=} and {@code a=rtcp} (RFC 8866 section 5.7, RFC 3605). */
final class ConnectionAddress {

    private ConnectionAddress() {}

    /**
     * Reads it, with the {@code /ttl/number} of multicast where that is allowed. A name may stand in place of the
     * address.
     */
    static void read(Line line, boolean multicast) throws MalformedDescription {
        Cursor value = line.value();
        if (!value.skip("IN ")) {
            throw line.malformed("the network type must be IN");
        }
        boolean ipv6 = value.skip("IP6 ");
        if (!ipv6 && !value.skip("IP4 ")) {
            throw line.malformed("the address type must be IP4 or IP6");
        }
        line.word("the address");
        int from = value.wordStart();
        int to = multicast ? beforeSuffix(line, from) : value.position();
        if (!isAddress(value.text(), from, to, ipv6)) {
            throw line.malformed("the address is not " + (ipv6 ? "an IPv6" : "an IPv4") + " address or a domain name");
        }
    }

    private static boolean isAddress(byte[] text, int from, int to, boolean ipv6) {
        boolean literal = ipv6 ? new Ipv6Literal(text, from, to).parse() != null : IpAddress.ipv4(text, from, to) >= 0;
        return literal || HostName.isValid(text, from, to);
    }

    private static int beforeSuffix(Line line, int from) throws MalformedDescription {
        Cursor value = line.value();
        int end = value.position();
        int slash = from;
        while (slash < end && value.text()[slash] != '/') {
            slash++;
        }
        if (slash < end) {
            line.note(Rule.MULTICAST);
        }
        Cursor suffix = new Cursor(value.text(), slash, end);
        while (!suffix.atEnd()) {
            if (!suffix.skip('/') || suffix.number() < 0) {
                throw line.malformed("the address must be followed by /<number> or nothing");
            }
        }
        return slash;
    }
}
