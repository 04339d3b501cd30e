package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import io.beckon.wire.ServerUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens the web app for people who are signed in. After each test no page may have written an error to its console. */
final class Telephones implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final ServerUnderTest server;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Telephone> open = new ArrayList<>();
    private Chromium chromium;
    private Link link;

    Telephones(ServerUnderTest server) {
        this.server = server;
    }

    /** A further device of a person, or the first. */
    Telephone of(String person) {
        return of(person, "/#/call");
    }

    /** @param address what follows the service's, such as {@code /#/ice} */
    Telephone of(String person, String address) {
        BrowserContext context = chromium.newContext();
        context.addInitScript("sessionStorage.setItem('name', '" + person + "')");
        contexts.add(context);
        Telephone telephone = new Telephone(context.newPage(), link.url().resolve(address));
        open.add(telephone);
        return telephone;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = Chromium.shared(context);
        link = chromium.link(server.url());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> errors =
                open.stream().flatMap(one -> one.errors().stream()).toList();
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        open.clear();
        assertEquals(List.of(), errors, "errors on the pages' consoles");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        link.close();
    }
}
