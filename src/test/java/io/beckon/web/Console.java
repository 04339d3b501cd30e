package io.beckon.web;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a page has complained about: errors on its console and exceptions that nobody caught. */
final class Console {

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private volatile boolean outageExpected;

    Console(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !(outageExpected && isAboutTheNetwork(message.text()))) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    /** From now on, what the browser itself writes about services that it cannot reach is no complaint. */
    void expectOutage() {
        outageExpected = true;
    }

    private static boolean isAboutTheNetwork(String text) {
        return text.startsWith("WebSocket connection to ") || text.startsWith("Failed to load resource: net::ERR_");
    }

    List<String> errors() {
        return errors;
    }
}
