package io.beckon.sdp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An IP address as 128 bits. IPv4 is kept in its IPv4-mapped form (RFC 4291 section 2.5.5.2), so that both spellings of one
 * address are equal.
 */
record IpAddress(long high, long low) {

    private static final long MAPPED = 0xffffL << 32;

    static IpAddress ofIpv4(long bits) {
        return new IpAddress(0, MAPPED | bits);
    }

    boolean isIpv4() {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED;
    }

    static @Nullable IpAddress parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /**
     * Reads a literal without a zone, brackets or leading zeros in octets; {@code null} if it is none. Never resolves
     * a name.
     */
    static @Nullable IpAddress parse(byte[] text, int from, int to) {
        for (int i = from; i < to && i < from + 5; i++) {
            if (text[i] == ':') {
                return new Ipv6Literal(text, from, to).parse();
            }
        }
        long bits = ipv4(text, from, to);
        return bits < 0 ? null : ofIpv4(bits);
    }

    /** The 32 bits of a dotted quad, or -1. */
    static long ipv4(byte[] text, int from, int to) {
        long bits = 0;
        int position = from;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0 && (position >= to || text[position++] != '.')) {
                return -1;
            }
            int start = position;
            int value = 0;
            while (position < to && position < start + 3 && CharacterClass.DIGIT.has(text[position])) {
                value = value * 10 + text[position++] - '0';
            }
            boolean leadingZero = position > start + 1 && text[start] == '0';
            if (position == start || value > 255 || leadingZero) {
                return -1;
            }
            bits = bits << 8 | value;
        }
        return position == to ? bits : -1;
    }
}
