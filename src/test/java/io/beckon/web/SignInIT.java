package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.beckon.ExternalTool;
import io.beckon.Thorough;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.RealmAdmin;
import io.beckon.keycloak.SharedKeycloak;
import io.beckon.wire.ServerUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** People who sign in at a real Keycloak. They have no cameras: what is looked at is how they come in, and that they stay. */
@Isolated("browsers, and the life of all tokens")
class SignInIT {

    private static final Keycloak KEYCLOAK = SharedKeycloak.get();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "quarkus.oidc.auth-server-url", KEYCLOAK.issuer("beckon").toString(),
            "quarkus.oidc.client-id", "beckon",
            "beckon.oidc.page-client", "beckon-web");

    private static Playwright playwright;
    private static Browser browser;

    private final String room = ServerUnderTest.freshRoom();
    private final List<Tab> open = new ArrayList<>();

    @BeforeAll
    static void startBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(ExternalTool.CHROMIUM.require())
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
        playwright.close();
    }

    @AfterEach
    void closeTabs() {
        open.forEach(Tab::close);
    }

    private Tab open(String address) {
        Tab tab = new Tab(browser.newContext(), server.url().resolve(address));
        open.add(tab);
        return tab;
    }

    @Test
    void whoSignsInIsInTheCallAtOnce() {
        Tab alice = open("/?room=" + room).signInAndJoin("Alice", "alice");
        Tab henry = open("/?room=" + room).signInAndJoin("Henry", "henry");

        alice.tiles().awaitNames("Alice (you)", "Henry");
        henry.chat().write("Hello");
        alice.chat().awaitMessage("Henry", "Hello");
        assertFalse(alice.address().contains("code="), "what Keycloak has sent is still in the address");
        assertEquals(List.of(), alice.errors());
    }

    @Thorough
    @Test
    void whoReloadsIsStillSignedIn() {
        Tab alice = open("/?room=" + room).signInAndJoin("Alice", "alice");
        alice.reload();
        assertEquals(List.of(), alice.errors());
    }

    @Thorough
    @Test
    void administratorsComeBackToTheConsoleAndOthersAreToldWhatTheyLack() {
        AdminPage ann = console("#/sessions");
        ann.signIn("admin-ann");
        ann.awaitLive();
        ann.awaitHash("/admin#/sessions");
        AdminPage alice = console("");
        alice.signIn("alice");
        alice.awaitText("You may not administer this service");
        ann.close("");
        alice.close("403");
    }

    private static AdminPage console(String hash) {
        return new AdminPage(browser.newContext(), server.url(), "Nobody", hash);
    }

    @Thorough
    @Test
    void whatOneMayNotDoIsSaid() {
        Tab alice = open("/?room=" + room + "&pattern=broadcast&role=host");
        alice.signIn("Alice", "alice");
        alice.awaitRefusal("no right");
    }

    @Thorough
    @Test
    void whoIsSignedOutByAnAdministratorIsToldSo() {
        KEYCLOAK.admin("beckon").backChannelLogoutUrl("beckon-web", server.url() + "/v1/back-channel-logout");
        Tab tom = open("/?room=" + room).signInAndJoin("Tom", "tom");

        KEYCLOAK.admin("beckon").logOut("tom");

        tom.awaitRefusal("You were signed out.");
        tom.awaitSignInButton();
    }

    @Thorough
    @Test
    void theTokenIsRenewedOverTheSameConnection() {
        KEYCLOAK.admin("beckon").accessTokenLifespan(Duration.ofSeconds(10));
        try {
            Tab alice = open("/?room=" + room).signInAndJoin("Alice", "alice");
            Tab henry = open("/?room=" + room).signInAndJoin("Henry", "henry");
            alice.tiles().awaitNames("Alice (you)", "Henry");

            alice.watch(Duration.ofSeconds(14));
            alice.chat().write("Still here");

            henry.chat().awaitMessage("Alice", "Still here");
            assertEquals(1, alice.connections());
            assertEquals(1, henry.connections());
        } finally {
            KEYCLOAK.admin("beckon").accessTokenLifespan(Duration.ofMinutes(5));
        }
    }

    @Thorough
    @Test
    void aRenewalThatIsRefusedInPassingIsTriedAgainAndTheCallGoesOn() {
        KEYCLOAK.admin("beckon").accessTokenLifespan(Duration.ofSeconds(10));
        try {
            Tab alice = open("/?room=" + room).signInAndJoin("Alice", "alice");
            Tab henry = open("/?room=" + room).signInAndJoin("Henry", "henry");
            alice.answerOnce(
                    "**/protocol/openid-connect/token",
                    429,
                    Map.of(
                            "Access-Control-Allow-Origin", "*",
                            "Access-Control-Expose-Headers", "Retry-After",
                            "Retry-After", "1"));

            alice.watch(Duration.ofSeconds(14));
            alice.chat().write("Still here");

            henry.chat().awaitMessage("Alice", "Still here");
            assertTrue(alice.errors().stream().anyMatch(error -> error.contains("429")), "no renewal was refused");
            assertEquals(1, alice.connections());
        } finally {
            KEYCLOAK.admin("beckon").accessTokenLifespan(Duration.ofMinutes(5));
        }
    }

    @Thorough
    @Test
    void aTabAndItsCopyStaySignedInThoughEachRefreshTokenIsGoodForOnce() {
        RealmAdmin realm = KEYCLOAK.admin("beckon");
        realm.accessTokenLifespan(Duration.ofSeconds(10));
        realm.refreshTokenRotation(true);
        try {
            Tab alice = open("/?room=" + room).signInAndJoin("Alice", "alice");
            Tab copy = alice.duplicate().join("Alice, too");
            alice.tiles().awaitNames("Alice (you)", "Alice, too");

            alice.watch(Duration.ofSeconds(24));

            alice.chat().write("Still here");
            copy.chat().awaitMessage("Alice", "Still here");
            copy.chat().write("So am I");
            alice.chat().awaitMessage("Alice, too", "So am I");
            assertEquals(1, alice.connections());
            assertEquals(1, copy.connections());
        } finally {
            realm.refreshTokenRotation(false);
            realm.accessTokenLifespan(Duration.ofMinutes(5));
        }
    }

    @Thorough
    @Test
    void theTokenIsRenewedAsLongAsItIsGoodThoughItSeemsToBeForLonger() {
        KEYCLOAK.admin("beckon").accessTokenLifespan(Duration.ofSeconds(10));
        try {
            BrowserContext fast = browser.newContext();
            fast.addInitScript("const now = Date.now; Date.now = () => now() + 4000;");
            Tab alice = new Tab(fast, server.url().resolve("/?room=" + room));
            open.add(alice);
            alice.signInAndJoin("Alice", "alice");

            alice.watch(Duration.ofSeconds(14));

            assertEquals(1, alice.connections());
        } finally {
            KEYCLOAK.admin("beckon").accessTokenLifespan(Duration.ofMinutes(5));
        }
    }
}
