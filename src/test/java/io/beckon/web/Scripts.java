package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.wire.ServerUnderTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens pages that use the client. After each test no page may have written an error to its console. */
final class Scripts implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final ServerUnderTest server;
    private final List<ScriptPage> open = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private Chromium chromium;
    private Link link;

    Scripts(ServerUnderTest server) {
        this.server = server;
    }

    ScriptPage open(String html, String fragment) {
        return open(html, link, fragment);
    }

    ScriptPage open(String html, Link link, String fragment) {
        ScriptPage page = new ScriptPage(chromium.newContext(), link.url(), html, fragment);
        open.add(page);
        return page;
    }

    Chromium chromium() {
        return chromium;
    }

    Link link() {
        return link;
    }

    /** A further way to a service; closed after all tests. */
    Link link(URI service) {
        Link further = chromium.link(service);
        links.add(further);
        return further;
    }

    /** From now on, what the browser itself writes about services that it cannot reach is no error. */
    void expectOutage() {
        open.forEach(ScriptPage::expectOutage);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = Chromium.shared(context);
        link = link(server.url());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> errors =
                open.stream().flatMap(page -> page.errors().stream()).toList();
        open.forEach(ScriptPage::close);
        open.clear();
        assertEquals(List.of(), errors, "errors on the pages' consoles");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        links.forEach(Link::close);
    }
}
