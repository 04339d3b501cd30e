package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** The ICE tester as a person sees it. */
final class IcePage implements AutoCloseable {

    private static final double PATIENCE_MS = 60_000;

    private final BrowserContext context;
    private final Page page;
    private final Console console;

    IcePage(BrowserContext context, URI address) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MS);
        page = context.newPage();
        console = new Console(page);
        Navigation.open(page, address.toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("ICE tester"))).isVisible();
    }

    /** Tests what the deployment has, as somebody of this name. */
    void testTheDeployment(String name) {
        start();
        page.getByLabel("Your name").fill(name);
        page.keyboard().press("Enter");
        awaitVerdict();
    }

    void fill(String addresses, String username, String credential) {
        page.getByLabel("Servers of my own").check();
        page.getByLabel("Addresses, one per line").fill(addresses);
        page.getByLabel("User name").fill(username);
        page.getByLabel("Credential").fill(credential);
    }

    void relayCheck(String length) {
        page.getByLabel("Length of the relay check").selectOption(length);
    }

    void test() {
        start();
        awaitVerdict();
    }

    void start() {
        page.getByRole(AriaRole.BUTTON, named("Start the test")).click();
    }

    void stopOnce(String progress) {
        assertThat(page.getByText(progress)).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Stop")).click();
        awaitVerdict();
    }

    void awaitVerdict() {
        assertThat(page.getByRole(AriaRole.HEADING, named("Verdict"))).isVisible();
    }

    void assertFinding(String level, String text) {
        Locator finding = page.locator(".findings li").filter(new Locator.FilterOptions().setHasText(text));
        assertThat(finding.locator(".badge")).hasText(level);
    }

    List<String> findings() {
        return page.locator(".findings li").allInnerTexts();
    }

    /** The cells of the candidates' table, by row. */
    List<List<String>> candidates() {
        return page
                .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Candidates"))
                .locator("tbody tr")
                .all()
                .stream()
                .map(row -> row.locator("td").allInnerTexts())
                .toList();
    }

    /** What is said of the relay check of a server. */
    String relayCheckOf(String url) {
        Locator card = page.locator(".servers li").filter(new Locator.FilterOptions().setHasText(url));
        return card.locator("dl > div")
                .filter(new Locator.FilterOptions().setHasText("Relay check"))
                .locator("dd")
                .innerText();
    }

    void assertAnnounced(String text) {
        assertThat(page.locator("[role=status], [role=alert]").filter(new Locator.FilterOptions().setHasText(text)))
                .isVisible();
    }

    /** Sees that a field has a problem of its own, and that the cursor is in the first of those. */
    void assertProblem(String field, String problem) {
        Locator input = page.getByLabel(field);
        assertThat(input).hasAttribute("aria-invalid", "true");
        assertThat(input).hasAccessibleDescription(Pattern.compile(".*" + problem));
    }

    void assertFocused(String field) {
        assertThat(page.getByLabel(field)).isFocused();
    }

    void assertNothingStarted() {
        assertThat(page.getByRole(AriaRole.BUTTON, named("Stop"))).hasCount(0);
    }

    /** The link to the result, without the service's address. */
    String link(boolean withAddresses) {
        page.getByLabel("Include the addresses of this device").setChecked(withAddresses);
        page.getByRole(AriaRole.BUTTON, named("Copy link")).click();
        Locator link = page.getByLabel("Link to this result");
        assertThat(link).isVisible();
        return URI.create(link.inputValue()).getRawFragment();
    }

    void assertText(String text) {
        assertThat(page.getByRole(AriaRole.MAIN)).containsText(text);
    }

    void assertNoText(String text) {
        assertTrue(!page.content().contains(text), text);
    }

    /** Sees that axe-core finds nothing wrong with what is shown. */
    void assertAccessible() {
        Axe.assertAccessible(page);
    }

    @Override
    public void close() {
        context.close();
        assertEquals(List.of(), console.errors(), "errors on the page's console");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
