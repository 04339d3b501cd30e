package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import io.beckon.wire.ServerUnderTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A browser and its ways to services. What a test has opened ends with it, and none of the consoles that are watched may have an error then. */
abstract class Browsing implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final ServerUnderTest server;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Console> consoles = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private Chromium chromium;

    Browsing(ServerUnderTest server) {
        this.server = server;
    }

    /** As another person, or on another device. */
    final BrowserContext newContext() {
        BrowserContext context = chromium.newContext();
        contexts.add(context);
        return context;
    }

    final void watch(Console console) {
        consoles.add(console);
    }

    /** From now on, what the browser itself writes about services that it cannot reach is no error. */
    final void expectOutage() {
        consoles.forEach(Console::expectOutage);
    }

    final Chromium chromium() {
        return chromium;
    }

    final Link link() {
        return links.getFirst();
    }

    /** A further way to a service; closed after all tests. */
    final Link link(URI service) {
        Link further = chromium.link(service);
        links.add(further);
        return further;
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        chromium = Chromium.shared(context);
        link(server.url());
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        List<String> errors =
                consoles.stream().flatMap(console -> console.errors().stream()).toList();
        consoles.clear();
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        assertEquals(List.of(), errors, "errors on the pages' consoles");
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        links.forEach(Link::close);
    }
}
