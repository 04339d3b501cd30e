package io.beckon.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Where the other nodes reach this one: as configured, or else where it listens. */
final class InternalUrl {

    private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

    private static final String INSECURE = "quarkus.http.insecure-requests";
    private static final String ENABLED = "enabled";

    private InternalUrl() {}

    /**
     * Where nodes speak TLS only their certificates say by which names they are reached, and those nobody knows here.
     *
     * @param all in which the server underneath is configured
     * @return {@code null} when it is not known
     * @throws Misconfiguration if it has to be said, and is not, or is no address
     */
    static @Nullable String of(BeckonConfig config, Config all, String host, int port) {
        String given = config.internalUrl().map(String::strip).orElse(null);
        if (given != null) {
            return checked(given);
        }
        String insecure = all.getOptionalValue(INSECURE, String.class).orElse(ENABLED);
        if (config.log() == BeckonConfig.Log.KAFKA && !ENABLED.equalsIgnoreCase(insecure)) {
            throw new Misconfiguration(
                    INSECURE,
                    insecure,
                    "then nodes reach each other by HTTPS only: set beckon.internal-url to the address of this one, by a name"
                            + " that its certificate has, such as https://node-1.example.com:8443");
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
