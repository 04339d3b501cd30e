package io.beckon.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.beckon.wire.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The example of {@code docs/client.md} in Firefox, where Playwright's own build of it is installed: it drives no other. Only with
 * {@code -Pfull}.
 */
@EnabledIfSystemProperty(named = "firefox", matches = "true")
@Isolated("browsers")
class FirefoxIT {

    private static final Map<String, Object> MADE_UP_CAMERA = Map.of(
            "media.navigator.streams.fake", true,
            "media.navigator.permission.disabled", true,
            "media.peerconnection.ice.loopback", true);

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void theExampleIsACompleteCall() throws IOException {
        Path firefox = require();
        String room = ServerUnderTest.freshRoom();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .firefox()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(firefox)
                                .setFirefoxUserPrefs(MADE_UP_CAMERA))) {
            ScriptPage ada = open(browser, room + "/ada");
            ScriptPage grace = open(browser, room + "/grace");
            ada.await(ExampleIT.SEES_VIDEO);
            grace.await(ExampleIT.SEES_VIDEO);
        }
    }

    private static ScriptPage open(Browser browser, String fragment) throws IOException {
        return new ScriptPage(browser.newContext(), server.url(), ExampleIT.example(server.url()), fragment);
    }

    private static Path require() throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "ms-playwright");
        Optional<Path> found = Optional.empty();
        if (Files.isDirectory(cache)) {
            try (Stream<Path> builds = Files.list(cache)) {
                found = builds.map(build -> build.resolve("firefox").resolve("firefox"))
                        .filter(Files::isExecutable)
                        .findFirst();
            }
        }
        if (found.isEmpty()) {
            System.err.println("[LEFT OUT] no Firefox of Playwright's in " + cache + ": the client is not tried in it");
            Assumptions.abort("no Firefox of Playwright's");
        }
        return found.orElseThrow();
    }
}
