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
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[QUAD];
        for (int i = 0; i < QUAD; i++) {
            int octet = parts.length == QUAD ? number(parts[i]) : -1;
            if (octet < 0) {
                return null;
            }
            address[i] = (byte) octet;
        }
        return address;
    }

    private static int number(String digits) {
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = isNumber ? Integer.parseInt(digits) : -1;
        return number > LARGEST_OCTET ? -1 : number;
    }
}
