package io.beckon.web;

import com.microsoft.playwright.BrowserContext;
import io.beckon.wire.ServerUnderTest;

/** Opens views of the web app for somebody who is signed in already. */
final class Screens extends Browsing {

    Screens(ServerUnderTest server) {
        super(server);
    }

    /** @param address what follows the service's, such as {@code /#/ice} */
    Screen open(String address) {
        BrowserContext context = newContext();
        context.addInitScript("sessionStorage.setItem('name', 'Alice Example')");
        return new Screen(context.newPage(), link().url().resolve(address));
    }
}
