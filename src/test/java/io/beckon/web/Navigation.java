package io.beckon.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.TimeoutError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens addresses in pages, and says what a page waited for that did not get there. */
final class Navigation {

    private final Set<Request> open = ConcurrentHashMap.newKeySet();
    private final List<String> answered = new CopyOnWriteArrayList<>();

    private Navigation(Page page) {
        page.onRequest(open::add);
        page.onRequestFinished(this::ended);
        page.onRequestFailed(this::ended);
    }

    /** Returns when all that the page consists of has been loaded. */
    static void open(Page page, String address) {
        Navigation navigation = new Navigation(page);
        try {
            page.navigate(address);
        } catch (TimeoutError slow) {
            throw new AssertionError(
                    "%s is not there: no answer from %s; answered %s"
                            .formatted(address, navigation.open(), navigation.answered),
                    slow);
        }
    }

    private void ended(Request request) {
        open.remove(request);
        answered.add(request.url() + (request.failure() == null ? "" : " " + request.failure()));
    }

    private List<String> open() {
        List<String> urls = new ArrayList<>();
        open.forEach(request -> urls.add(request.url()));
        return urls;
    }
}
