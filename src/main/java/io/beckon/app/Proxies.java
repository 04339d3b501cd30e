package io.beckon.app;

import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Sees to it that what a request says of the client behind a proxy is believed from configured proxies only: with forwarding switched
 * on alone, anybody could claim any address and any origin.
 */
final class Proxies {

    private static final String PREFIX = "quarkus.http.proxy.";
    private static final String FORWARDING = PREFIX + "proxy-address-forwarding";
    private static final String TRUSTED = PREFIX + "trusted-proxies";

    private Proxies() {}

    static void check(Config config) {
        if (forwards(config) && named(config).isEmpty()) {
            throw new Misconfiguration(
                    FORWARDING,
                    "true",
                    "say whose headers may be believed: set " + TRUSTED
                            + " to the addresses or networks of your proxies, such as 10.0.0.5,10.1.0.0/16");
        }
    }

    /** Whose headers are believed: addresses, networks and names. */
    static List<String> trusted(Config config) {
        return forwards(config) ? named(config) : List.of();
    }

    private static boolean forwards(Config config) {
        return config.getOptionalValue(FORWARDING, Boolean.class).orElse(false);
    }

    private static List<String> named(Config config) {
        return config.getOptionalValues(TRUSTED, String.class).stream()
                .flatMap(Collection::stream)
                .filter(proxy -> !proxy.isBlank())
                .toList();
    }
}
