package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.wire.ServerUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The SDP checker: with the service, and with answers of the service that are hard to come by. */
@Isolated("browsers")
class SdpCheckerIT {

    private static final String CANDIDATE = "candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    @Test
    void whatABrowserMakesIsRelayed() {
        try (SdpPage page = open()) {
            page.check(page.offer());
            page.awaitVerdict("Beckon relays this");
            page.assertReadAs("offer");

            page.check("a=" + CANDIDATE);
            page.awaitVerdict("Beckon relays this");
            page.assertReadAs("candidate");
            page.assertAccessible();
        }
    }

    @Test
    void whatIsRefusedIsMarkedWhereItIsWrong() {
        try (SdpPage page = open()) {
            page.check(page.offer().replace("v=0", "v=1"));
            page.awaitVerdict("Beckon refuses this");
            page.assertMarked(1, "v=1");

            page.check(CANDIDATE.replace("5000", "500000"));
            page.awaitVerdict("Beckon refuses this");
            page.assertAccessible();
        }
    }

    @Test
    void allFindingsAreShownTheWorstFirst() {
        try (SdpPage page = open()) {
            page.answer(200, """
                    {"accepted": false, "findings": [
                      {"severity": "note", "line": null, "rule": "no-candidates", "message": "It has no candidates.", "section": "RFC 8840 section 4", "text": ""},
                      {"severity": "warning", "line": 3, "rule": "session-name", "message": "The name is empty.", "section": "RFC 8866 section 5.3", "text": "s="},
                      {"severity": "refused", "line": 2, "rule": "origin", "message": "The origin is cut off.", "section": "RFC 8866 section 5.2", "text": "o=-"},
                      {"severity": "refused", "line": 3, "rule": "order", "message": "s= comes too late.", "section": null, "text": "s="}]}
                    """, Map.of());
            page.check("v=0\no=-\ns=");
            page.awaitVerdict("Beckon refuses this");

            assertEquals(List.of("Why it is refused (2)", "Warnings (1)", "Notes (1)"), page.groups());
            page.assertFinding(
                    "Line 2",
                    "The origin is cut off.",
                    "RFC 8866 section 5.2",
                    "https://www.rfc-editor.org/rfc/rfc8866#section-5.2");
            page.assertFinding(
                    "All of it",
                    "It has no candidates.",
                    "RFC 8840 section 4",
                    "https://www.rfc-editor.org/rfc/rfc8840#section-4");
            page.assertMarked(2, "o=-");
            page.assertMarkedLines(2);
            page.assertAccessible();
        }
    }

    @Test
    void thatNothingWasFoundIsSaid() {
        try (SdpPage page = open()) {
            page.answer(200, """
                    {"accepted": true, "findings": []}""", Map.of());
            page.check(page.offer());
            page.readAs("answer");
            page.fillOffer(page.offer());
            page.check(page.offer());
            page.awaitVerdict("Beckon relays this");
            page.assertText("Nothing was found that is wrong with it.");
            page.assertMarkedLines(0);
        }
    }

    @Test
    void whyTheServiceDoesNotAnswerIsSaid() {
        try (SdpPage page = open()) {
            page.answer(429, "{}", Map.of("Retry-After", "8"));
            page.check(CANDIDATE);
            page.awaitProblem("Try again in 8 s.");

            page.answer(413, "{}", Map.of());
            page.check(CANDIDATE);
            page.awaitProblem("too large");

            page.answer(400, """
                    {"title": "Bad Request", "detail": "candidate: not a text"}""", Map.of());
            page.check(CANDIDATE);
            page.awaitProblem("candidate: not a text");
            page.assertAccessible();
        }
    }

    private static SdpPage open() {
        return new SdpPage(scripts.chromium().newContext(), scripts.link().url());
    }
}
