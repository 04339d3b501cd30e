package io.beckon.sdp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses (RFC 4632, RFC 4291 section 2.3). A block of IPv4 holds the IPv4-mapped IPv6 addresses too;
 * a block of IPv6 never holds an IPv4 address, not even {@code ::/0}.
 */
public final class Cidr {

    private static final int IPV4_OFFSET = 96;

    private final String text;
    private final IpAddress network;
    private final int prefix;

    private Cidr(String text, IpAddress network, int prefix) {
        this.text = text;
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException naming the text, if it is none or has bits set behind its prefix
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        IpAddress network = IpAddress.parse(literal);
        if (network == null) {
            throw refused(text, "'" + literal + "' is not an IP address");
        }
        int width = literal.indexOf(':') < 0 ? 32 : 128;
        int length = slash < 0 ? width : prefixLength(text, slash + 1, width);
        Cidr block = new Cidr(text, network, width == 32 ? IPV4_OFFSET + length : length);
        if (!block.masked(network).equals(network)) {
            throw refused(text, "the address has bits set behind its prefix of " + length);
        }
        return block;
    }

    private static int prefixLength(String text, int from, int width) {
        byte[] bytes = text.substring(from).getBytes(StandardCharsets.UTF_8);
        Cursor digits = new Cursor(bytes, 0, bytes.length);
        long length = digits.number();
        boolean leadingZero = digits.wordLength() > 1 && text.charAt(from) == '0';
        if (length < 0 || length > width || !digits.atEnd() || leadingZero) {
            throw refused(text, "the prefix length must be a number from 0 to " + width);
        }
        return (int) length;
    }

    private static IllegalArgumentException refused(String text, String reason) {
        return new IllegalArgumentException("Not a CIDR block: '" + text + "': " + reason);
    }

    boolean contains(IpAddress address) {
        return address.isIpv4() == isIpv4() && masked(address).equals(network);
    }

    private boolean isIpv4() {
        return prefix >= IPV4_OFFSET && network.isIpv4();
    }

    private IpAddress masked(IpAddress address) {
        return new IpAddress(address.high() & mask(prefix), address.low() & mask(prefix - 64));
    }

    /** The first {@code bits} of 64, where less than none is none and more than all is all. */
    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= 64 ? -1 : -1L << (64 - bits);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cidr block && prefix == block.prefix && network.equals(block.network);
    }

    @Override
    public int hashCode() {
        return Objects.hash(network, prefix);
    }

    /** The block as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
