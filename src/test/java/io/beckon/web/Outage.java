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

    /** Both begin to share their screens just when it is away: all of it comes in the end, and so does what was said. */
    void inMidNegotiation(CallPage ada, CallPage grace, Runnable begin, Runnable end) {
        ada.awaitVideos(1);
        grace.awaitVideos(1);

        during(
                List.of(ada, grace),
                () -> {
                    ada.shareScreen();
                    grace.shareScreen();
                    begin.run();
                },
                end);

        ada.awaitVideos(2);
        grace.awaitVideos(2);
        assertAllWasSaidOnce(ada, grace);
        ada.unshareScreen();
        grace.awaitVideos(1);
        ada.assertNoProblems();
        grace.assertNoProblems();
    }

    void assertAllWasSaidOnce(CallPage... pages) {
        for (CallPage page : pages) {
            page.awaitAllSaid(messages);
        }
    }
}
