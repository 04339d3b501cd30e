package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.oidc.Realms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealmSettingsTest {

    private static final String SERVER = "https://sso.example.com/realms/company";
    private static final Realms.Setting DEFAULT = new Realms.Setting("default", SERVER, "beckon", true, false);

    @Test
    void everyRealmNeedsTheServicesClient() {
        refused("quarkus.oidc.client-id=: ", false, new Realms.Setting("default", SERVER, "", true, false));
        refused(
                "quarkus.oidc.acme.client-id=: ",
                false,
                DEFAULT,
                new Realms.Setting("acme", "https://sso.example.com/realms/acme", "", true, false));
    }

    @Test
    void whoAsksARealmMustShowWhoItIs() {
        Realms.Setting open = new Realms.Setting("default", SERVER, "beckon", false, false);

        refused("quarkus.oidc.credentials.secret=: ", true, open);
        assertDoesNotThrow(() -> RealmSettings.check(List.of(open), false));
        assertDoesNotThrow(() -> RealmSettings.check(List.of(DEFAULT), true));
    }

    @Test
    void aRealmIsOneTenantsOnly() {
        refused(
                "quarkus.oidc.again.auth-server-url=" + SERVER + "/: ",
                false,
                DEFAULT,
                new Realms.Setting("again", SERVER + "/", "beckon", true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://SSO.Example.com/realms/company",
                "https://sso.example.com:443/realms/company//",
                "https://sso.example.com./realms/company"
            })
    void howeverItIsWritten(String server) {
        refused(
                "quarkus.oidc.again.auth-server-url=" + server + ": ",
                false,
                DEFAULT,
                new Realms.Setting("again", server, "beckon", true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sso.example.com/realms/company",
                "https://sso.example.com:8443/realms/company",
                "https://sso.example.com/realms/Company"
            })
    void realmsThatDifferDo(String server) {
        assertDoesNotThrow(() -> RealmSettings.check(
                List.of(DEFAULT, new Realms.Setting("again", server, "beckon", true, false)), false));
    }

    @Test
    void thereIsOneLeeway() {
        refused(
                "quarkus.oidc.token.lifespan-grace=",
                false,
                new Realms.Setting("default", SERVER, "beckon", true, true));
    }

    @Test
    void onlyKeycloakDecides() {
        Realms.Setting other = new Realms.Setting("acme", "https://accounts.example.com/tenant", "beckon", true, false);

        assertDoesNotThrow(() -> RealmSettings.checkDeciding(List.of(DEFAULT)));
        String message = assertThrows(
                        Misconfiguration.class, () -> RealmSettings.checkDeciding(List.of(DEFAULT, other)))
                .getMessage();
        assertTrue(
                message.startsWith("quarkus.oidc.acme.auth-server-url=https://accounts.example.com/tenant: "), message);
    }

    private static void refused(String start, boolean asks, Realms.Setting... realms) {
        String message = assertThrows(Misconfiguration.class, () -> RealmSettings.check(List.of(realms), asks))
                .getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
