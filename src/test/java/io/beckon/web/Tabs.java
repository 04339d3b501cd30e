package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import io.beckon.ExternalTool;
import io.beckon.wire.ServerUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Opens the page, each time as another person. After each test no page may have written an error to its console.
 */
final class Tabs implements BeforeAllCallback, AfterEachCallback {

    private static final Browser.NewContextOptions SMALL = new Browser.NewContextOptions().setViewportSize(900, 500);

    private final ServerUnderTest server;
    private final List<Tab> open = new ArrayList<>();
    private Chromium chromium;

    Tabs(ServerUnderTest server) {
        this.server = server;
    }

    /** @param address what follows the service's, such as {@code /#room} */
    Tab open(String address) {
        Tab tab = new Tab(chromium.browser().newContext(SMALL), chromium.url().resolve(address));
        open.add(tab);
        return tab;
    }

    /** Opens the page in a room and joins. */
    Tab join(String name, String room) {
        return open("/#" + room).join(name);
    }

    void cutConnections() {
        chromium.cutConnections();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Path executable = ExternalTool.CHROMIUM.require();
        chromium = context.getRoot()
                .getStore(Namespace.create(Tabs.class, server.url()))
                .getOrComputeIfAbsent("chromium", key -> new Chromium(executable, server.url()), Chromium.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> errors =
                open.stream().flatMap(tab -> tab.errors().stream()).toList();
        open.forEach(Tab::close);
        open.clear();
        assertEquals(List.of(), errors, "errors on the pages' consoles");
    }
}
