package io.beckon.audit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The network that an address is in. */
final class TruncatedAddress {

    /** What is no address is not shown at all. */
    private static final AuditAddress UNKNOWN = new AuditAddress("unknown");

    private static final int QUAD = 4;
    private static final int LARGEST_OCTET = 255;
    private static final int MOST_DIGITS = 3;

    private TruncatedAddress() {}

    static AuditAddress of(String text) {
        byte[] address = bytes(text);
        if (address == null) {
            return UNKNOWN;
        }
        return new AuditAddress(
                address.length == QUAD
                        ? octet(address, 0) + "." + octet(address, 1) + "." + octet(address, 2) + ".0/24"
                        : group(address, 0) + ":" + group(address, 2) + ":" + group(address, 4) + "::/48");
    }

    private static int octet(byte[] address, int index) {
        return address[index] & 0xff;
    }

    private static String group(byte[] address, int index) {
        return Integer.toHexString(octet(address, index) << 8 | octet(address, index + 1));
    }

    /** Of a literal, perhaps in brackets; an IPv4-mapped IPv6 address counts as the IPv4 address. */
    private static byte @Nullable [] bytes(String text) {
        String literal = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (literal.indexOf(':') < 0) {
            return quad(literal);
        }
        try {
            // A text with a colon is never looked up as a name.
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static byte @Nullable [] quad(String text) {
        byte[] address = new byte[QUAD];
        int octets = 0;
        int octet = 0;
        int digits = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (digits == 0 || octet > LARGEST_OCTET || octets == QUAD) {
                    return null;
                }
                address[octets++] = (byte) octet;
                octet = 0;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < MOST_DIGITS) {
                octet = octet * 10 + c - '0';
                digits++;
            } else {
                return null;
            }
        }
        return octets == QUAD ? address : null;
    }
}
