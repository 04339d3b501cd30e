package io.beckon.app;

import io.beckon.identity.Caller;
import io.beckon.oidc.Realms;
import io.beckon.transport.WebOrigin;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code quarkus.oidc.*} as far as nobody else checks it. */
final class RealmSettings {

    private RealmSettings() {}

    /** @param asks whether realms are asked about tokens */
    static void check(List<Realms.Setting> realms, boolean asks) {
        Map<String, String> servers = new HashMap<>();
        for (Realms.Setting realm : realms) {
            String prefix = prefix(realm);
            if (realm.client().isEmpty()) {
                throw new Misconfiguration(
                        prefix + "client-id",
                        "",
                        "set it to the service's client in " + realm.server() + ": it is the audience of the tokens");
            }
            if (asks && !realm.authenticated()) {
                throw new Misconfiguration(
                        prefix + "credentials.secret",
                        "",
                        "set it to the secret of the client " + realm.client()
                                + ", or set beckon.oidc.introspect-on-resume=false");
            }
            if (realm.hasGrace()) {
                throw new Misconfiguration(
                        prefix + "token.lifespan-grace",
                        "(set)",
                        "take it away and set beckon.oidc.leeway, which counts for every time that a token says");
            }
            String other = servers.putIfAbsent(address(realm.server()), prefix);
            if (other != null) {
                throw new Misconfiguration(
                        prefix + "auth-server-url",
                        realm.server(),
                        "this realm is that of " + other + "auth-server-url already: every tenant has one of its own");
            }
        }
    }

    /** Only Keycloak has Authorization Services to ask. */
    static void checkDeciding(List<Realms.Setting> realms) {
        for (Realms.Setting realm : realms) {
            if (!realm.server().contains("/realms/")) {
                throw new Misconfiguration(
                        prefix(realm) + "auth-server-url",
                        realm.server(),
                        "beckon.access.decided-by=keycloak takes a realm of Keycloak: https://HOST/realms/NAME");
            }
        }
    }

    private static String prefix(Realms.Setting realm) {
        return realm.tenant().equals(Caller.DEFAULT_TENANT) ? "quarkus.oidc." : "quarkus.oidc." + realm.tenant() + ".";
    }

    /** The same for all ways to write it: of scheme and host no case counts, nor does a port that goes without saying, or a last slash. */
    private static String address(String server) {
        try {
            URI uri = URI.create(server.strip());
            return WebOrigin.parse(uri.getScheme() + "://" + uri.getRawAuthority())
                    + String.valueOf(uri.getRawPath()).replaceAll("/+$", "");
        } catch (IllegalArgumentException e) {
            // Whoever connects to it says so.
            return server;
        }
    }
}
