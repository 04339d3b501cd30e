package io.beckon.transport;

import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A web origin as it is compared (RFC 6454 section 4): two are the same if scheme, host and port are. A port that is left out is the
 * scheme's own; {@code ws} and {@code wss} are {@code http} and {@code https}, as which a page is loaded that opens such a socket.
 *
 * @param scheme in small letters; the word {@code null} for the opaque origin
 * @param host in small letters and ASCII, without the dot of the root, an IPv6 address in brackets; may be empty where the scheme is
 *     neither {@code http} nor {@code https}
 * @param port -1 where there is none
 */
public record WebOrigin(String scheme, String host, int port) {

    /** Of pages without an origin of their own: from files, in sandboxes. */
    private static final WebOrigin OPAQUE = new WebOrigin("null", "", -1);

    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*)://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~\\x80-\\uffff-]*)(?::([0-9]{0,5}))?");

    /** Read in two ways by two generations of IDNA (UTS 46 section 7): they may name hosts of two owners. */
    private static final String DEVIATIONS = "\u00df\u03c2\u200c\u200d";

    private static final int MOST_PORTS = 65_535;

    /** @throws IllegalArgumentException if it is none; the message says why, for people */
    public static WebOrigin parse(String text) {
        if (text.equals("null")) {
            return OPAQUE;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("it is not of the form https://host or https://host:port");
        }
        String scheme = scheme(form.group(1).toLowerCase(Locale.ROOT));
        String host = host(form.group(2));
        if (host.isEmpty() && usualPort(scheme) >= 0) {
            throw new IllegalArgumentException("its host is missing");
        }
        String port = form.group(3);
        return new WebOrigin(scheme, host, port == null || port.isEmpty() ? usualPort(scheme) : port(port));
    }

    /** What a header says, whose octets were read as ISO 8859-1 and are UTF-8 where they are not ASCII; {@code null} if it is no origin. */
    static @Nullable WebOrigin ofHeader(String value) {
        try {
            return parse(new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String scheme(String scheme) {
        return switch (scheme) {
            case "ws" -> "http";
            case "wss" -> "https";
            default -> scheme;
        };
    }

    private static int usualPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }

    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port > MOST_PORTS) {
            throw new IllegalArgumentException("there is no port " + port);
        }
        return port;
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            return address(text);
        }
        if (text.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("its host can be read in two ways: write it as browsers send it, xn--…");
        }
        // Throws an IllegalArgumentException itself.
        String host = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The same for all ways to write an IPv6 address. */
    private static String address(String literal) {
        try {
            // What is in brackets is never looked up as a name.
            return "[" + NetUtil.toAddressString(InetAddress.getByName(literal)) + "]";
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("its IPv6 address is none", e);
        }
    }

    /** As browsers write it (RFC 6454 section 6.2). */
    @Override
    public String toString() {
        if (this.equals(OPAQUE)) {
            return scheme;
        }
        return scheme + "://" + host + (port < 0 || port == usualPort(scheme) ? "" : ":" + port);
    }
}
