package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The page as a person sees it. What it awaits, it awaits for {@value #PATIENCE_MS} ms. */
final class Tab {

    private static final double PATIENCE_MS = 60_000;
    private static final int FLOWS_FOR_SECONDS = 3;

    /** By the other's name, what its tile's connection has decoded of its video; of connections that have no video, 0. */
    private static final String DECODED_FRAMES = """
            async () => {
              const decoded = {};
              for (const peer of beckon.peers) {
                const video = [...(await peer.connection.getStats()).values()].filter((one) => one.type === "inbound-rtp" && one.kind === "video");
                decoded[peer.participant.name] = video.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0);
              }
              return decoded;
            }""";

    private final BrowserContext context;
    private final Page page;
    private final AtomicInteger connections = new AtomicInteger();
    private final Console console;

    Tab(BrowserContext context, URI address) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        page = context.newPage();
        console = new Console(page);
        page.onWebSocket(socket -> connections.incrementAndGet());
        page.navigate(address.toString());
    }

    Tab join(String name) {
        tryToJoin(name).awaitCall();
        return this;
    }

    Tab tryToJoin(String name) {
        page.getByLabel("Your name").fill(name);
        page.getByRole(AriaRole.BUTTON, named("Join the call")).click();
        return this;
    }

    void awaitCall() {
        assertThat(page.locator("#call")).isVisible();
    }

    void reload() {
        page.reload();
        awaitCall();
    }

    void leave() {
        page.getByRole(AriaRole.BUTTON, named("Leave")).click();
        assertThat(page.getByLabel("Your name")).isVisible();
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).click();
    }

    void write(String text) {
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(text);
        page.keyboard().press("Enter");
    }

    void awaitMessage(String author, String text) {
        assertThat(page.getByRole(AriaRole.LOG).getByRole(AriaRole.LISTITEM).last())
                .hasText(author + text);
    }

    void awaitTiles(String... names) {
        assertThat(page.locator("figcaption .name")).hasText(names);
    }

    void awaitTileState(String name, String state) {
        Locator tile = page.getByRole(AriaRole.FIGURE).filter(new Locator.FilterOptions().setHasText(name));
        assertThat(tile.locator(".state")).hasText(state);
    }

    void awaitStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    void awaitPeopleCount(String text) {
        assertThat(page.locator("#people")).hasText(text);
    }

    void awaitRefusal(String text) {
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(text);
    }

    /** Sees that the video of everybody here is decoded, and goes on being for 3 s: more frames at the end of each. */
    void awaitVideoFrom(int others) {
        double deadline = System.nanoTime() + PATIENCE_MS * 1e6;
        while (!isVideoFrom(others, decodedFrames())) {
            assertTrue(System.nanoTime() < deadline, () -> "no video from " + others + ": " + decodedFrames());
            page.waitForTimeout(100);
        }
        Map<String, Integer> before = decodedFrames();
        for (int second = 1; second <= FLOWS_FOR_SECONDS; second++) {
            page.waitForTimeout(1000);
            Map<String, Integer> after = decodedFrames();
            assertEquals(before.keySet(), after.keySet());
            Map<String, Integer> earlier = before;
            after.forEach((name, frames) ->
                    assertTrue(frames > earlier.get(name), () -> "video of " + name + " stands still: " + frames));
            before = after;
        }
    }

    private static boolean isVideoFrom(int others, Map<String, Integer> frames) {
        return frames.size() == others && !frames.containsValue(0);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Integer> decodedFrames() {
        return (Map<String, Integer>) page.evaluate(DECODED_FRAMES);
    }

    /** The person refuses camera and microphone. */
    Tab withoutDevices() {
        page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => {"
                + " throw new DOMException('refused', 'NotAllowedError'); } }");
        return this;
    }

    void awaitNote(String text) {
        assertThat(page.getByRole(AriaRole.NOTE)).containsText(text);
    }

    /** The way through Keycloak's own page. */
    Tab signInAndJoin(String name, String user) {
        signIn(name, user);
        awaitCall();
        return this;
    }

    void signIn(String name, String user) {
        page.getByLabel("Your name").fill(name);
        press("Sign in and join");
        page.locator("#username").fill(user);
        page.locator("#password").fill(user);
        page.locator("#kc-login").click();
    }

    void awaitSignInButton() {
        assertThat(page.getByRole(AriaRole.BUTTON, named("Sign in and join"))).isVisible();
    }

    String address() {
        return page.url();
    }

    /** Lets the page go on by itself. */
    void watch(Duration time) {
        page.waitForTimeout(time.toMillis());
    }

    /** How often it has opened a WebSocket. */
    int connections() {
        return connections.get();
    }

    /** From now on, what the browser itself writes about a service that it cannot reach is no error. */
    void expectOutage() {
        console.expectOutage();
    }

    List<String> errors() {
        return console.errors();
    }

    void close() {
        context.close();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
