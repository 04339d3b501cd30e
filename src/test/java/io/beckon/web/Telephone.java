package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import io.beckon.cluster.Await;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A tab in which somebody calls and is called. What it awaits, it awaits for {@value #PATIENCE_MS} ms. */
final class Telephone {

    private static final double PATIENCE_MS = 60_000;

    private static final String IS_CONNECTED = "() => globalThis.beckon?.session.signaling?.state === 'connected'";

    /** What has been decoded of each other's video. */
    private static final String DECODED_FRAMES = """
            async () => {
              const decoded = [];
              for (const { connection } of globalThis.beckon.peers ?? []) {
                const video = [...(await connection.getStats()).values()].filter((one) => one.type === "inbound-rtp" && one.kind === "video");
                decoded.push(video.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0));
              }
              return decoded;
            }""";

    /** How each kind of element of the call looks that can be seen. */
    private static final String STYLES = """
            () => {
              const looks = {};
              for (const element of document.querySelectorAll(".stage, .stage *")) {
                const { display, position, padding, borderRadius, fontSize, gap, objectFit, listStyleType } = getComputedStyle(element);
                if (!element.checkVisibility()) continue;
                const kind = `${element.tagName}.${element.getAttribute("class") ?? ""}`;
                looks[kind] = [display, position, padding, borderRadius, fontSize, gap, objectFit, listStyleType].join(" ");
              }
              return looks;
            }""";

    private final Page page;
    private final Console console;

    Telephone(Page page, URI address) {
        this.page = page;
        console = new Console(page);
        page.setDefaultTimeout(PATIENCE_MS);
        Navigation.open(page, address.toString());
        page.waitForFunction(IS_CONNECTED);
    }

    Telephone call(String person) {
        page.getByRole(AriaRole.COMBOBOX).fill(person);
        page.keyboard().press("Enter");
        assertThat(heading("Calling")).isVisible();
        return this;
    }

    /** Of those who are suggested, which are those who were there when the field was clicked. */
    void chooseFound(String person) {
        Locator found = page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(person));
        Await.until(
                Duration.ofMillis((long) PATIENCE_MS),
                () -> {
                    page.getByRole(AriaRole.COMBOBOX).click();
                    return isSeen(found);
                },
                () -> person + " is not suggested, but "
                        + page.getByRole(AriaRole.OPTION).allTextContents());
        found.click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Remove " + person))).isVisible();
    }

    private static boolean isSeen(Locator locator) {
        try {
            locator.waitFor(new Locator.WaitForOptions().setTimeout(5_000));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    void add(String person) {
        page.getByRole(AriaRole.COMBOBOX).fill(person);
        press("Add another");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Remove " + person))).isVisible();
    }

    void awaitRinging(String caller) {
        assertThat(ringing()).containsText(caller + " is calling");
    }

    /** What the panel that rings says besides. */
    void awaitRemark(String text) {
        assertThat(ringing()).containsText(text);
    }

    void resize(int width, int height) {
        page.setViewportSize(width, height);
    }

    Boxes boxes() {
        return new Boxes(page);
    }

    void reload() {
        page.reload();
    }

    /** Goes into the room whose lobby is open. */
    void join() {
        press("Join the call");
        assertThat(page.locator(".stage")).isVisible();
    }

    void awaitSilence(String remark) {
        assertThat(ringing()).hasCount(0);
        assertThat(page.locator("#toast")).containsText(remark);
    }

    void answer(String button) {
        ringing()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    void decline(String reason) {
        ringing().getByText("Decline with a reason").click();
        ringing().getByLabel("Reason").fill(reason);
        page.keyboard().press("Enter");
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).click();
    }

    /** By the keyboard alone. */
    void type(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    void write(String text) {
        page.keyboard().type(text);
    }

    /** The control that has the focus has this name. */
    void awaitFocus(AriaRole role, String name) {
        assertThat(page.getByRole(role, named(name))).isFocused();
    }

    /** Goes there by the Tab key; fails if it never comes there. */
    void tabTo(AriaRole role, String name) {
        Locator control = page.getByRole(role, named(name));
        for (int i = 0; i < 40 && !isFocused(control); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(control).isFocused();
    }

    private static boolean isFocused(Locator control) {
        return Boolean.TRUE.equals(control.evaluate("control => control === document.activeElement"));
    }

    String valueOf(String field) {
        return page.getByLabel(field).inputValue();
    }

    /** Sees that the video of so many others is decoded, and goes on being. */
    void awaitVideoFrom(int others) {
        Until.holds(page, () -> isFlowing(others, 0));
        int before = fewest();
        Until.holds(page, () -> isFlowing(others, before + 3));
    }

    private boolean isFlowing(int others, int least) {
        List<?> frames = decodedFrames();
        return frames.size() == others && frames.stream().allMatch(count -> ((Number) count).intValue() > least);
    }

    private int fewest() {
        return decodedFrames().stream()
                .mapToInt(count -> ((Number) count).intValue())
                .min()
                .orElse(0);
    }

    private List<?> decodedFrames() {
        return (List<?>) page.evaluate(DECODED_FRAMES);
    }

    /** Another view is opened; the call goes on. */
    void look(String view) {
        page.evaluate("view => { location.hash = `#/${view}`; }", view);
        assertThat(page.getByRole(AriaRole.LINK, linkNamed("Back to the call"))).isVisible();
    }

    void goBack() {
        page.getByRole(AriaRole.LINK, linkNamed("Back to the call")).click();
        assertThat(page.locator(".stage")).isVisible();
    }

    Map<?, ?> styles() {
        return (Map<?, ?>) page.evaluate(STYLES);
    }

    /** What can be seen, then and now, looks as it did then. */
    void awaitStyles(Map<?, ?> then) {
        try {
            Until.holds(page, () -> changed(then).isEmpty());
        } catch (TimeoutError e) {
            assertEquals(Map.of(), changed(then));
        }
    }

    private Map<Object, Object> changed(Map<?, ?> then) {
        Map<Object, Object> changed = new HashMap<>(styles());
        changed.keySet().retainAll(then.keySet());
        changed.entrySet().removeIf(now -> now.getValue().equals(then.get(now.getKey())));
        return changed;
    }

    void awaitResult(String text) {
        assertThat(page.locator(".result h2")).hasText(text);
    }

    /** A duration is told, too. */
    void awaitDuration() {
        assertThat(page.locator(".result")).containsText(Pattern.compile("lasted \\d+:\\d\\d"));
    }

    void awaitMissed(int count) {
        assertThat(page.locator(".missed-count")).hasText(count + (count == 1 ? " missed call" : " missed calls"));
    }

    /** The newest of the past calls. */
    void awaitLast(String text) {
        assertThat(page.locator(".recent li").first()).containsText(text);
    }

    void callBack() {
        page.getByRole(AriaRole.BUTTON, named("Call back")).first().click();
    }

    void open(String view) {
        page.evaluate("view => { location.hash = `#/${view}`; }", view);
    }

    Console console() {
        return console;
    }

    private Locator ringing() {
        return page.getByRole(AriaRole.ALERTDIALOG);
    }

    private Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions linkNamed(String name) {
        return named(name);
    }
}
