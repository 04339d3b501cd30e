package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The pictures of the README, of the app as it is: in {@code target/screenshots}, and with {@code UPDATE=1} in the environment in
 * {@code docs/screenshots}.
 */
@Thorough
@Isolated("browsers")
class ScreenshotsIT {

    private static final Path DOCS = Path.of("docs/screenshots");
    private static final Path FOLDER = System.getenv("UPDATE") == null ? Path.of("target/screenshots") : DOCS;
    private static final long MOST_BYTES = 200_000;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final int OTHERS = 2;

    private static final String SEES_ALL =
            "(others) => [...document.querySelectorAll('.tile video')].filter(({ videoWidth }) => videoWidth > 0).length > others";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final List<BrowserContext> people = new ArrayList<>();

    private Page open(String name, String address) {
        BrowserContext context = scripts.chromium().newContext();
        people.add(context);
        context.setDefaultTimeout(ScriptPage.PATIENCE_MS);
        context.addInitScript("sessionStorage.setItem('name', '" + name + "')");
        Page page = context.newPage();
        page.setViewportSize(WIDTH, HEIGHT);
        Navigation.open(page, scripts.link().url().resolve(address).toString());
        return page;
    }

    private Page join(String name) {
        Page page = open(name, "/#/conference?room=stand-up");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join the call"))
                .click();
        return page;
    }

    @AfterEach
    void leave() {
        people.forEach(BrowserContext::close);
    }

    @Test
    void theReadmeShowsTheAppAsItIs() throws IOException {
        List<Page> tabs = List.of(join("Ada"), join("Grace"), join("Edsger"));
        for (Page tab : tabs) {
            tab.waitForFunction(SEES_ALL, OTHERS);
            assertThat(tab.locator("#toast")).isEmpty();
        }
        take(tabs.getFirst(), "conference");

        Page console = open("Root", "/admin#/rooms/stand-up");
        assertThat(console.getByText("connected", new Page.GetByTextOptions().setExact(true)))
                .hasCount(OTHERS + 1);
        assertThat(console.locator(".ladder .step").first()).isAttached();
        take(console, "console");

        Page ladder = tabs.getLast();
        ladder.evaluate("() => { location.hash = '#/trace'; }");
        assertThat(ladder.locator(".ladder .step.negotiation").first()).isAttached();
        new Ladder(ladder).awaitNewest();
        take(ladder, "ladder");
    }

    private static void take(Page page, String name) throws IOException {
        Path file = FOLDER.resolve(name + ".png");
        page.mouse().move(0, 0);
        byte[] picture = page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertTrue(picture.length < MOST_BYTES, () -> name + ": " + picture.length + " bytes");
        assertTrue(Files.exists(DOCS.resolve(name + ".png")), () -> name + ": UPDATE=1 makes it");
    }
}
