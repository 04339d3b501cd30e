package io.beckon.web;

import com.microsoft.playwright.BrowserContext;
import io.beckon.wire.ServerUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens views of the web app for somebody who is signed in already. */
final class Screens implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final ServerUnderTest server;
    private final List<BrowserContext> open = new ArrayList<>();
    private Chromium chromium;
    private Link link;

    Screens(ServerUnderTest server) {
        this.server = server;
    }

    /** @param address what follows the service's, such as {@code /#/ice} */
    Screen open(String address) {
        BrowserContext context = chromium.newContext();
        open.add(context);
        context.addInitScript("sessionStorage.setItem('name', 'Alice Example')");
        return new Screen(context.newPage(), link.url().resolve(address));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = Chromium.shared(context);
        link = chromium.link(server.url());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        open.forEach(BrowserContext::close);
        open.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        link.close();
    }
}
