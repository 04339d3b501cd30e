package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which realms there are and whose a token is, of realms that were not reached yet and one that was. */
class RealmsTest {

    private static final String STAFF = "https://sso.example/realms/staff";
    private static final String GUESTS = "https://sso.example/realms/guests";

    private static final TlsConfigurationRegistry NO_TLS = new TlsConfigurationRegistry() {
        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    };

    private static OidcTenantConfigBuilder config(String url) {
        return OidcTenantConfig.authServerUrl(url).tenantId("a").clientId("beckon");
    }

    private static TenantConfigContext unreached(OidcTenantConfig config) {
        return LocalRealm.unknown(config, () -> Uni.createFrom().failure(new IllegalStateException("for this test")));
    }

    private static Realms of(OidcTenantConfig unnamed, Map<String, OidcTenantConfig> named) {
        Map<String, TenantConfigContext> contexts = new LinkedHashMap<>();
        named.forEach((name, config) -> contexts.put(name, unreached(config)));
        return Realms.of(unreached(unnamed), contexts, NO_TLS, LocalRealm.LEEWAY);
    }

    private static Realms one(OidcTenantConfigBuilder config) {
        return of(config.build(), Map.of());
    }

    private static Realm issuerOf(Realms realms, @Nullable Object issuer) {
        return realms.issuerOf(LocalRealm.sign(new JsonObject().put("iss", issuer)));
    }

    private static List<String> tenants(Realms realms) {
        return realms.describe().stream().map(Realms.Address::tenant).toList();
    }

    @Test
    void theUnnamedOneIsFirstAndTheOthersAreInTheOrderOfTheirNames() {
        OidcTenantConfig config = config(STAFF).build();
        Map<String, OidcTenantConfig> named = new LinkedHashMap<>();
        List.of("c", "a", "b").forEach(name -> named.put(name, config));

        assertEquals(List.of("default", "a", "b", "c"), tenants(of(config, named)));
    }

    @Test
    void whatIsDisabledOrHasNoServerIsNone() {
        OidcTenantConfig off = config(STAFF).tenantEnabled(false).build();
        OidcTenantConfig nowhere = OidcTenantConfig.builder().tenantId("a").build();
        OidcTenantConfig on = config(STAFF).build();

        assertEquals(List.of("c"), tenants(of(nowhere, Map.of("a", off, "b", nowhere, "c", on))));
        assertTrue(of(off, Map.of()).isEmpty());
        assertFalse(of(on, Map.of()).isEmpty());
    }

    @Test
    void aTokenIsOfTheRealmThatItNames() {
        Realms realms =
                of(config(STAFF).build(), Map.of("guests", config(GUESTS).build()));

        assertEquals("default", issuerOf(realms, STAFF).tenant());
        assertEquals("guests", issuerOf(realms, GUESTS).tenant());
    }

    @Test
    void whatNamesNoneIsRefused() {
        Realms realms = one(config(STAFF).token().issuer(STAFF).end());
        for (Object issuer : new Object[] {STAFF + "x", STAFF + "//", STAFF.toUpperCase(Locale.ROOT), "", 5}) {
            assertThrows(InvalidToken.class, () -> issuerOf(realms, issuer));
        }
        assertThrows(InvalidToken.class, () -> issuerOf(realms, null));
    }

    /** Its address need not be its name. */
    @Test
    void whatMayBeOfOneThatWasNotReachedIsUndecided() {
        OidcTenantConfig named = config(GUESTS).token().issuer(GUESTS).end().build();
        Realms realms = of(config("http://keycloak:8080/realms/staff").build(), Map.of("guests", named));

        assertThrows(Undecided.class, () -> issuerOf(realms, STAFF));
        assertEquals("guests", issuerOf(realms, GUESTS).tenant());
        assertThrows(InvalidToken.class, () -> issuerOf(realms, 5));
        assertThrows(InvalidToken.class, () -> realms.issuerOf("no token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a.b",
                "a.e30",
                "a.e30.c.d",
                "a.%.c",
                "a.e3.c",
                "a.bnVsbA.c",
                "a.W10.c",
                "a.NQ.c",
                "a..c"
            })
    void whatHasNoClaimsIsNoToken(String token) {
        assertEquals(
                "not a JWT",
                assertThrows(InvalidToken.class, () -> one(config(STAFF)).issuerOf(token))
                        .getMessage());
    }

    @Test
    void aRealmThatWasNotReachedIsCalledAsConfiguredButForASlash() {
        assertEquals("default", issuerOf(one(config(STAFF + "/")), STAFF).tenant());
        assertEquals("default", issuerOf(one(config(STAFF)), STAFF + "/").tenant());

        Realms elsewhere = one(config("http://keycloak:8080/realms/staff")
                .token()
                .issuer(STAFF)
                .end());
        assertEquals("default", issuerOf(elsewhere, STAFF).tenant());
        assertThrows(InvalidToken.class, () -> issuerOf(elsewhere, "http://keycloak:8080/realms/staff"));
    }

    @Test
    void oneThatWasIsCalledAsItSaysToTheLetter() {
        try (LocalRealm server = new LocalRealm()) {
            TenantConfigContext known = server.known(server.metadata().put("issuer", STAFF));
            Realms realms = new Realms(List.of(LocalRealm.realm(known)), LocalRealm.LEEWAY);

            assertEquals("default", issuerOf(realms, STAFF).tenant());
            assertThrows(InvalidToken.class, () -> issuerOf(realms, STAFF + "/"));
            assertThrows(InvalidToken.class, () -> issuerOf(realms, server.url()));
            assertEquals(List.of(new Realms.Address("default", STAFF, "beckon")), realms.describe());
            assertEquals(Optional.empty(), realms.trouble());
        }
    }

    @Test
    void thatOneWasNotReachedIsSaidOfAllOfThem() {
        Realms realms =
                of(config(STAFF).build(), Map.of("guests", config(GUESTS).build()));

        assertEquals(Optional.of("no keys yet of " + STAFF + ", " + GUESTS), realms.trouble());
        assertEquals(Optional.empty(), new Realms(List.of(), Duration.ZERO).trouble());
    }

    @Test
    void itVerifiesNothingUntilThen() {
        Realm realm = issuerOf(one(config(STAFF)), STAFF);

        for (var question : List.of(
                realm.verify("a.b.c"),
                realm.check(keys -> "checked"),
                realm.scopes("a.b.c", "/rooms/den"),
                realm.ask(RealmClient::keys))) {
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> question.toCompletableFuture().get(30, TimeUnit.SECONDS));
            assertInstanceOf(Undecided.class, failure.getCause());
        }
        assertFalse(realm.connect().toCompletableFuture().join(), "nor does an attempt that fails");
    }

    @Test
    void aSettingSaysWhatIsConfigured() {
        assertEquals(
                List.of(new Realms.Setting("default", STAFF, "beckon", false, false)),
                one(config(STAFF)).settings());
        assertEquals(
                "",
                one(OidcTenantConfig.authServerUrl(STAFF).tenantId("a").clientId("  "))
                        .settings()
                        .getFirst()
                        .client());
        assertEquals(
                "",
                one(OidcTenantConfig.authServerUrl(STAFF).tenantId("a"))
                        .settings()
                        .getFirst()
                        .client());
        assertTrue(one(config(STAFF).token().lifespanGrace(0).end())
                .settings()
                .getFirst()
                .hasGrace());
    }

    @Test
    void aServiceCanShowWhoItIsBySeveralMeans() {
        for (OidcTenantConfigBuilder config : List.of(
                config(STAFF).credentials("secret"),
                config(STAFF).credentials().clientSecret("secret").end(),
                config(STAFF).credentials().jwt().secret("secret").end().end(),
                config(STAFF).credentials().jwt().key("key").end().end(),
                config(STAFF).credentials().jwt().keyFile("key.pem").end().end(),
                config(STAFF).credentials().jwt().keyStoreFile("keys.p12").end().end(),
                config(STAFF).introspectionCredentials().secret("secret").end())) {
            assertTrue(one(config).settings().getFirst().authenticated(), config::toString);
        }
    }
}
