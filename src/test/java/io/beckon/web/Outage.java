package io.beckon.web;

import java.util.List;

/** A time in which something is away, while those in the call go on talking. */
final class Outage {

    private static final int PAUSE_MS = 500;

    private final Scripts scripts;
    private final int messages;

    /** @param messages what each says meanwhile, two a second */
    Outage(Scripts scripts, int messages) {
        this.scripts = scripts;
        this.messages = messages;
    }

    void during(List<CallPage> pages, Runnable begin, Runnable end) {
        scripts.expectOutage();
        begin.run();
        for (int i = 0; i < messages; i++) {
            pages.forEach(CallPage::say);
            pages.getFirst().script().watch(PAUSE_MS);
        }
        end.run();
    }

    void assertAllWasSaidOnce(CallPage... pages) {
        for (CallPage page : pages) {
            page.awaitAllSaid(messages);
        }
    }
}
