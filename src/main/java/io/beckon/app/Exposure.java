package io.beckon.app;

import io.beckon.app.BeckonConfig.IdentityKind;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Sees to it that what is meant for one machine stays there, and that what is chosen can be. */
final class Exposure {

    private Exposure() {}

    /** @param realms whether any is configured */
    static boolean isDevelopment(BeckonConfig config, boolean realms) {
        IdentityKind identity = config.identity().orElse(realms ? IdentityKind.OIDC : IdentityKind.DEVELOPMENT);
        if (identity == IdentityKind.OIDC && !realms) {
            throw new Misconfiguration(
                    "beckon.identity",
                    "oidc",
                    "set quarkus.oidc.auth-server-url to the realm, such as https://sso.example.com/realms/staff, and"
                            + " quarkus.oidc.client-id to the service's client in it");
        }
        return identity == IdentityKind.DEVELOPMENT;
    }

    static void check(boolean development, String host) {
        if (development && !isLoopback(host)) {
            throw new Misconfiguration(
                    "quarkus.http.host",
                    host,
                    "the development identity gives a token to anybody: listen on a loopback address such as 127.0.0.1,"
                            + " or configure quarkus.oidc.auth-server-url");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
