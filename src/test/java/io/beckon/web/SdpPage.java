package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The SDP checker as a person sees it, who uses the keyboard. */
final class SdpPage implements AutoCloseable {

    private static final double PATIENCE_MS = 30_000;
    private static final String OFFER = """
            async () => {
              const connection = new RTCPeerConnection();
              connection.createDataChannel("");
              const { sdp } = await connection.createOffer();
              connection.close();
              return sdp;
            }""";

    private final BrowserContext context;
    private final Page page;
    private final Console console;
    private boolean isSignedIn;

    SdpPage(BrowserContext context, URI service) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MS);
        page = context.newPage();
        console = new Console(page);
        Navigation.open(page, service.resolve("/#/sdp").toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("SDP checker"))).isVisible();
    }

    /** What the service is taken to say from now on. */
    void answer(int status, String body, Map<String, String> headers) {
        page.unroute("**/v1/check");
        page.route(
                "**/v1/check",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/json")
                        .setHeaders(headers)
                        .setBody(body)));
    }

    /** An offer of this browser. */
    String offer() {
        return (String) page.evaluate(OFFER);
    }

    void check(String text) {
        page.getByLabel("Description or candidate").fill(text);
        page.getByRole(AriaRole.BUTTON, named("Check")).press("Enter");
        if (!isSignedIn) {
            page.getByLabel("Your name").fill("Ada");
            page.keyboard().press("Enter");
            isSignedIn = true;
        }
    }

    void assertReadAs(String type) {
        assertThat(page.getByLabel("Read it as").locator("option:checked")).hasText("What it looks like: " + type);
    }

    void readAs(String type) {
        page.getByLabel("Read it as").selectOption(type);
    }

    void fillOffer(String offer) {
        page.getByLabel("The offer that it answers").fill(offer);
    }

    /** The verdict has the focus, so that screen readers say it. */
    void awaitVerdict(String text) {
        assertThat(page.getByRole(AriaRole.HEADING, named(text))).isFocused();
    }

    void awaitProblem(String text) {
        assertThat(page.getByRole(AriaRole.ALERT)
                        .filter(new Locator.FilterOptions().setHasText(text))
                        .first())
                .isVisible();
    }

    List<String> groups() {
        return page.locator("section h3").allInnerTexts();
    }

    void assertText(String text) {
        assertThat(page.getByRole(AriaRole.MAIN)).containsText(text);
    }

    void assertFinding(String line, String text, String section, String address) {
        Locator finding = page.locator(".findings li").filter(new Locator.FilterOptions().setHasText(text));
        assertThat(finding).containsText(line);
        assertThat(finding.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(section)))
                .hasAttribute("href", address);
    }

    /** Sees that the line is marked, and comes there from the finding. */
    void assertMarked(int line, String text) {
        Locator marked = page.locator(".lines li").nth(line - 1);
        assertThat(marked.locator("mark")).hasText(text);
        page.getByRole(AriaRole.BUTTON, named("Line " + line)).first().press("Enter");
        assertThat(marked).isFocused();
    }

    void assertMarkedLines(int count) {
        assertThat(page.locator(".lines mark")).hasCount(count);
    }

    /** Sees that axe-core finds nothing wrong with what is shown. */
    void assertAccessible() {
        Axe.assertAccessible(page);
    }

    /** What the browser itself writes about an answer that is an error is no complaint of the page. */
    @Override
    public void close() {
        context.close();
        List<String> errors = console.errors().stream()
                .filter(text -> !text.startsWith("Failed to load resource: the server responded with a status of"))
                .toList();
        assertEquals(List.of(), errors, "errors on the page's console");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
