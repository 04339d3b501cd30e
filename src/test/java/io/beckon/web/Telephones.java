package io.beckon.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import io.beckon.wire.ServerUnderTest;

/** Opens the web app for people who are signed in. After each test no page may have written an error to its console. */
final class Telephones extends Browsing {

    Telephones(ServerUnderTest server) {
        super(server);
    }

    /** A further device of a person, or the first. */
    Telephone of(String person) {
        return of(person, "/#/call");
    }

    /** @param address what follows the service's, such as {@code /#/ice} */
    Telephone of(String person, String address) {
        return of(newContext(), person, address);
    }

    /** There files that match are not to be had, nor are they kept from before. */
    Telephone without(String glob, String person) {
        BrowserContext context = newContext();
        context.addInitScript("navigator.serviceWorker.register = async () => {}");
        context.route(glob, Route::abort);
        Telephone telephone = of(context, person, "/");
        telephone.console().expectOutage();
        return telephone;
    }

    private Telephone of(BrowserContext context, String person, String address) {
        context.addInitScript("sessionStorage.setItem('name', '" + person + "')");
        Telephone telephone = new Telephone(context.newPage(), link().url().resolve(address));
        watch(telephone.console());
        return telephone;
    }
}
