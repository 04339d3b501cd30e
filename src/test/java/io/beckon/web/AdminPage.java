package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The console for administrators as one of them sees it. */
final class AdminPage {

    private static final String ACTIVE = "() => document.activeElement.ariaLabel ?? document.activeElement.textContent";

    private final BrowserContext context;
    private final Page page;
    private final Console console;
    private final List<String> orders = new CopyOnWriteArrayList<>();

    /** @param user who is signed in already */
    AdminPage(BrowserContext context, URI service, String user, String hash) {
        this.context = context;
        context.setDefaultTimeout(ScriptPage.PATIENCE_MS);
        context.addInitScript("sessionStorage.setItem('name', '" + user + "')");
        page = context.newPage();
        console = new Console(page);
        page.onRequest(this::note);
        Navigation.open(page, service.resolve("/admin" + hash).toString());
    }

    private void note(Request request) {
        if (request.method().equals("POST") && request.url().contains("/v1/admin/")) {
            orders.add(request.url());
        }
    }

    /** What it has asked the service to do. */
    List<String> orders() {
        return orders;
    }

    /** At Keycloak, where passwords are the users' names. */
    void signIn(String user) {
        page.locator("main")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in"))
                .click();
        page.locator("#username").fill(user);
        page.locator("#password").fill(user);
        page.locator("#kc-login").click();
    }

    void awaitLive() {
        assertThat(page.locator(".live .badge")).hasText("Live");
    }

    /** In a window as narrow as this one the views are behind a button. */
    void go(String view) {
        go(view, view);
    }

    void go(String view, String heading) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Menu").setExact(true))
                .click();
        page.getByRole(AriaRole.NAVIGATION).getByText(view).click();
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(heading).setLevel(1)))
                .isVisible();
    }

    void open(String hash) {
        page.evaluate("(hash) => { location.hash = hash; }", hash);
    }

    void search(String text) {
        page.getByRole(AriaRole.SEARCHBOX).fill(text);
    }

    void awaitHash(String hash) {
        page.waitForCondition(() -> page.url().endsWith(hash));
    }

    void awaitRow(String name, String... texts) {
        Locator row = row(name);
        for (String text : texts) {
            assertThat(row).containsText(text);
        }
    }

    void awaitNoRow(String name) {
        assertThat(row(name)).hasCount(0);
    }

    void awaitRows(int count) {
        assertThat(page.locator("tbody tr[data-key]")).hasCount(count);
    }

    void awaitFirstRow(String text) {
        assertThat(page.locator("tbody tr[data-key]").first()).containsText(text);
    }

    /** How the list is sorted, or by what filtered. */
    void arrange(String name, String option) {
        page.locator("select[name=" + name + "]").selectOption(option);
    }

    private Locator row(String name) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
    }

    void awaitText(String text) {
        assertThat(page.locator("main").getByText(text).first()).isVisible();
    }

    void awaitTitle(String title) {
        assertThat(page).hasTitle(title);
    }

    Ladder ladder() {
        return new Ladder(page);
    }

    void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
    }

    void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    void fill(String label, String text) {
        dialog().getByLabel(label).fill(text);
    }

    void confirm(String button) {
        dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Asks for an action, and gives a reason. */
    void act(String button, String verb, String reason) {
        press(button);
        fill("Reason", reason);
        confirm(verb);
    }

    void awaitDialog(boolean isOpen) {
        assertThat(dialog()).hasCount(isOpen ? 1 : 0);
    }

    void awaitObjection(String text) {
        assertThat(dialog().getByRole(AriaRole.ALERT)).containsText(text);
    }

    void awaitDone(String text) {
        assertThat(page.locator("#toast")).hasText(text);
    }

    private Locator dialog() {
        return page.locator("dialog[open]");
    }

    void pressKeys(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** Goes on with the Tab key until a control has the focus. */
    void tabTo(String control) {
        for (int i = 0; i < 60; i++) {
            if (control.equals(page.evaluate(ACTIVE))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key never comes to " + control);
    }

    void awaitFocus(String control) {
        Until.holds(page, () -> control.equals(page.evaluate(ACTIVE)));
    }

    /** The service refuses whatever it is asked to do. */
    void refuseOrders(String detail) {
        page.route("**/v1/admin/**", route -> {
            if (route.request().method().equals("POST")) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(409)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\":\"Conflict\",\"status\":409,\"detail\":\"" + detail + "\"}"));
            } else {
                route.resume();
            }
        });
    }

    void refuseOrdersNoLonger() {
        page.unrouteAll();
    }

    Object evaluate(String expression) {
        return page.evaluate(expression);
    }

    void await(String function) {
        page.waitForFunction(function);
    }

    void assertAccessible() {
        Axe.assertAccessible(page);
    }

    /** @param wanted what the browser may have written: refusals that a test has made */
    void close(String wanted) {
        List<String> complaints = console.complaints().stream()
                .filter(text -> wanted.isEmpty() || !text.contains(wanted))
                .toList();
        context.close();
        assertTrue(complaints.isEmpty(), complaints::toString);
    }
}
