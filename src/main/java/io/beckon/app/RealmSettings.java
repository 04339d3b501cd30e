package io.beckon.app;

import io.beckon.identity.Caller;
import io.beckon.oidc.Realms;
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
            String prefix = realm.tenant().equals(Caller.DEFAULT_TENANT)
                    ? "quarkus.oidc."
                    : "quarkus.oidc." + realm.tenant() + ".";
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
            String other = servers.putIfAbsent(realm.server().replaceAll("/+$", ""), prefix);
            if (other != null) {
                throw new Misconfiguration(
                        prefix + "auth-server-url",
                        realm.server(),
                        "this realm is that of " + other + "auth-server-url already: every tenant has one of its own");
            }
        }
    }
}
