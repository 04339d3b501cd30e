package io.beckon.oidc;

import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All realms whose tokens are taken, each for a tenant of its own. Safe for use by several threads. */
public final class Realms {

    private final List<Realm> realms;
    private final Duration leeway;

    Realms(List<Realm> realms, Duration leeway) {
        this.realms = List.copyOf(realms);
        this.leeway = leeway;
    }

    /** The enabled ones of {@code quarkus.oidc.*} and {@code quarkus.oidc.NAME.*}. */
    static Realms of(TenantConfigBean configured, TlsConfigurationRegistry tls, Duration leeway) {
        return of(configured.getDefaultTenant(), configured.getStaticTenantsConfig(), tls, leeway);
    }

    static Realms of(
            TenantConfigContext unnamed,
            Map<String, TenantConfigContext> named,
            TlsConfigurationRegistry tls,
            Duration leeway) {
        List<Realm> realms = new ArrayList<>();
        if (isRealm(unnamed)) {
            realms.add(new Realm(Caller.DEFAULT_TENANT, unnamed, tls, leeway));
        }
        new TreeMap<>(named).forEach((name, context) -> {
            if (isRealm(context)) {
                realms.add(new Realm(name, context, tls, leeway));
            }
        });
        return new Realms(realms, leeway);
    }

    private static boolean isRealm(TenantConfigContext context) {
        return context.oidcConfig().tenantEnabled()
                && context.oidcConfig().authServerUrl().isPresent();
    }

    /** By how much their clocks and this node's may differ, for every time that a token says. */
    Duration leeway() {
        return leeway;
    }

    List<Realm> all() {
        return realms;
    }

    /**
     * A realm, for those who have to find it.
     *
     * @param client of the service
     */
    public record Address(String tenant, String issuer, String client) {}

    public List<Address> describe() {
        return realms.stream()
                .map(realm -> new Address(realm.tenant(), realm.issuer(), realm.client()))
                .toList();
    }

    /**
     * A realm as it is configured, whether that will do or not.
     *
     * @param server its URL
     * @param client of the service; empty if there is none
     * @param authenticated whether the service can show the realm who it is
     * @param hasGrace whether it has a leeway of its own
     */
    public record Setting(String tenant, String server, String client, boolean authenticated, boolean hasGrace) {}

    public List<Setting> settings() {
        return realms.stream().map(Realm::setting).toList();
    }

    public boolean isEmpty() {
        return realms.isEmpty();
    }

    /**
     * The one that a token says to be of.
     *
     * @throws InvalidToken if it is of none
     * @throws Undecided if it may be of one that has not said yet what it calls itself
     */
    Realm issuerOf(String token) {
        if (!(Realm.payload(token).getValue("iss") instanceof String issuer)) {
            throw new InvalidToken("of an unknown issuer");
        }
        return realms.stream()
                .filter(realm -> realm.isIssuer(issuer))
                .findFirst()
                .orElseThrow(() -> realms.stream().allMatch(Realm::knowsIssuer)
                        ? new InvalidToken("of an unknown issuer")
                        : new Undecided("of an issuer that is not known yet"));
    }

    /** Why tokens of some realm cannot be verified, if so. */
    public Optional<String> trouble() {
        List<String> unready = realms.stream()
                .filter(realm -> !realm.isReady())
                .map(Realm::issuer)
                .toList();
        return unready.isEmpty() ? Optional.empty() : Optional.of("no keys yet of " + String.join(", ", unready));
    }
}
