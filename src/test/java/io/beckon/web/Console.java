package io.beckon.web;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a page has complained about: errors and warnings on its console, and exceptions that nobody caught. */
final class Console {

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private volatile boolean outageExpected;
    private volatile Predicate<String> isExpected = text -> false;

    Console(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !(outageExpected && isAboutTheNetwork(message.text()))) {
                errors.add(message.text());
            } else if (message.type().equals("warning")) {
                warnings.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    /** From now on, what the browser itself writes about services that it cannot reach is no complaint. */
    void expectOutage() {
        outageExpected = true;
    }

    /** What has this form is no complaint, not even if it was written before. */
    void expect(String pattern) {
        isExpected = Pattern.compile(pattern).asPredicate();
    }

    private static boolean isAboutTheNetwork(String text) {
        return text.startsWith("WebSocket connection to ") || text.startsWith("Failed to load resource: net::ERR_");
    }

    List<String> errors() {
        return errors.stream().filter(isExpected.negate()).toList();
    }

    /** Errors, and warnings as well. */
    List<String> complaints() {
        return Stream.concat(errors().stream(), warnings.stream()).toList();
    }
}
