package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/** A chat that is open, and what stands in it. */
record Chat(Page page) {

    void write(String text) {
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(text);
        page.keyboard().press("Enter");
    }

    void awaitMessage(String author, String text) {
        assertThat(page.getByRole(AriaRole.LOG).getByRole(AriaRole.LISTITEM).last())
                .hasText(message(author, text));
    }

    void awaitCount(int count) {
        assertThat(page.getByRole(AriaRole.LOG).getByRole(AriaRole.LISTITEM)).hasCount(count);
    }

    /** Whether its field takes an Enter of this kind for itself; an input method gets one that it does not. */
    boolean isEnterTaken(String kind) {
        return (boolean) page.evaluate("""
                () => !document.querySelector(".write textarea").dispatchEvent(
                  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...%s }))""".formatted(kind));
    }

    void readFromTheFirstMessage() {
        page.getByRole(AriaRole.LOG).evaluate("log => { log.scrollTop = 0; log.focus(); }");
    }

    void awaitScrolled() {
        Until.holds(page, () -> (boolean) page.getByRole(AriaRole.LOG).evaluate("log => log.scrollTop > 0"));
    }

    /** What messages lead to. */
    List<?> links() {
        return page.locator("[role=log] a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
    }

    /** Who has written it, when, and what. The browser reads the pattern, which knows no {@code \Q}. */
    static Pattern message(String author, String text) {
        return Pattern.compile("^" + literally(author) + " \\d+:\\d\\d(\\s[AP]M)?" + literally(text) + "$");
    }

    private static String literally(String text) {
        return text.replaceAll("[\\\\^$.|?*+()\\[\\]{}/]", "\\\\$0");
    }
}
