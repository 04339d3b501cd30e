package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import java.net.URI;
import java.util.List;

/** A page of a test's own on the origin of the service, for scripts that use the client. What it awaits, it awaits for {@value #PATIENCE_MS} ms. */
final class ScriptPage {

    static final double PATIENCE_MS = 60_000;

    /** What the scripts of these tests put into the page. */
    private static final String STATE =
            "() => JSON.stringify(globalThis.phone ?? globalThis.call ?? document.body.outerHTML)";

    private final BrowserContext context;
    private final Page page;
    private final Console console;

    /** @param fragment what follows {@code #} in the page's address */
    ScriptPage(BrowserContext context, URI service, String html, String fragment) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MS);
        page = context.newPage();
        console = new Console(page);
        String body = "<!doctype html><link rel=\"icon\" href=\"data:,\">" + html;
        page.route(
                "**/script.html",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBody(body)));
        Navigation.open(page, service + "/script.html#" + fragment);
    }

    /** Waits until a function is true of the page; not any longer once there is an error on its console. */
    void await(String function) {
        try {
            Until.holds(page, () -> {
                assertEquals(List.of(), console.errors());
                return Boolean.TRUE.equals(page.evaluate("async () => Boolean(await (" + function + ")())"));
            });
        } catch (TimeoutError e) {
            throw new AssertionError(function + " is not true of " + page.evaluate(STATE), e);
        }
    }

    Object evaluate(String expression) {
        return page.evaluate(expression);
    }

    Object evaluate(String function, Object argument) {
        return page.evaluate(function, argument);
    }

    void reload() {
        page.reload();
    }

    /** Lets the page go on by itself. */
    void watch(int milliseconds) {
        page.waitForTimeout(milliseconds);
    }

    void expectOutage() {
        console.expectOutage();
    }

    void expect(String pattern) {
        console.expect(pattern);
    }

    Console console() {
        return console;
    }

    void close() {
        context.close();
    }
}
