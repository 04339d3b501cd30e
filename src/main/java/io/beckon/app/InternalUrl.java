package io.beckon.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the other nodes reach this one: as configured, or else where it listens. */
final class InternalUrl {

    private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

    private InternalUrl() {}

    /** @return {@code null} when it is not known */
    static @Nullable String of(BeckonConfig config, String host, int port) {
        String given = config.internalUrl().map(String::strip).orElse(null);
        if (given != null) {
            return checked(given);
        }
        String name = ALL_ADDRESSES.contains(host) ? ownAddress() : host;
        return name == null || port == 0 ? null : "http://" + (isBareIpv6(name) ? "[" + name + "]" : name) + ":" + port;
    }

    private static String checked(String given) {
        try {
            URI uri = URI.create(given);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Misconfiguration(
                "beckon.internal-url",
                given,
                "write the HTTP address by which other nodes reach this one, such as http://10.0.0.7:8080");
    }

    private static @Nullable String ownAddress() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean isBareIpv6(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[");
    }
}
