package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.oidc.Realms;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealmSettingsTest {

    private static final String SERVER = "https://sso.example.com/realms/company";
    private static final Realms.Setting DEFAULT = new Realms.Setting("default", SERVER, "beckon", true);

    @Test
    void everyRealmNeedsTheServicesClient() {
        refused("quarkus.oidc.client-id=: ", false, new Realms.Setting("default", SERVER, "", true));
        refused(
                "quarkus.oidc.acme.client-id=: ",
                false,
                DEFAULT,
                new Realms.Setting("acme", "https://sso.example.com/realms/acme", "", true));
    }

    @Test
    void whoAsksARealmMustShowWhoItIs() {
        Realms.Setting open = new Realms.Setting("default", SERVER, "beckon", false);

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
                new Realms.Setting("again", SERVER + "/", "beckon", true));
    }

    private static void refused(String start, boolean asks, Realms.Setting... realms) {
        String message = assertThrows(Misconfiguration.class, () -> RealmSettings.check(List.of(realms), asks))
                .getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
