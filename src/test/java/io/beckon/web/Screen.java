package io.beckon.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One view of the web app, as those see it who use a keyboard, a screen reader, a phone or the dark. */
final class Screen {

    /** Gives every control that is to be reached by the Tab key a number, and tells how many there are. */
    private static final String NUMBER_CONTROLS = """
            () => {
              const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((control) =>
                control.checkVisibility({ visibilityProperty: true }) && !control.disabled && control.tabIndex >= 0 && !control.closest("[inert]")
                && !(control.type === "radio" && !control.checked && document.querySelector(`input[name="${control.name}"]:checked`)));
              controls.forEach((control, index) => (control.dataset.walk = index));
              document.activeElement?.blur();
              return controls.length;
            }""";

    /** Takes the number off the control that has the focus; tells whether it shows that it has. */
    private static final String VISIT = """
            () => {
              const control = document.activeElement;
              const style = getComputedStyle(control);
              const isSeen = control === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none";
              delete control.dataset.walk;
              return isSeen ? null : control.outerHTML.slice(0, 120);
            }""";

    private static final String UNVISITED =
            "() => [...document.querySelectorAll('[data-walk]')].map((control) => control.outerHTML.slice(0, 120))";

    /** What is wider than the window although it has no scroll box of its own. */
    private static final String SIDEWAYS = """
            () => [document.documentElement, document.body, document.querySelector("main")]
              .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}`)""";

    private static final String STYLES =
            "() => [...document.styleSheets].filter(({ media }) => matchMedia(media.mediaText).matches).map(({ href }) => href).sort()";

    private final Page page;
    private final Console console;
    private final List<String> foreign = new CopyOnWriteArrayList<>();

    Screen(Page page, URI address) {
        this.page = page;
        console = new Console(page);
        page.onRequest(request -> {
            URI asked = URI.create(request.url());
            if (asked.getAuthority() != null && !asked.getAuthority().equals(address.getAuthority())) {
                foreign.add(request.url());
            }
        });
        Navigation.open(page, address.toString());
        awaitTitle();
    }

    void awaitTitle() {
        page.waitForSelector("main h1");
    }

    /** Opens another view. */
    void go(String view) {
        page.evaluate("(view) => { location.hash = `#/${view}`; }", view);
        page.waitForSelector("body[data-view='" + view + "'] main h1");
    }

    /** The style sheets that count, once all is loaded. */
    Object styles() {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return page.evaluate(STYLES);
    }

    void awaitStyles(Object expected) {
        Until.holds(page, () -> page.evaluate(STYLES).equals(expected));
    }

    /** Milliseconds from the beginning of the navigation until the view is there and can be used. */
    double readyAfter() {
        return ((Number) page.evaluate("() => performance.getEntriesByName('beckon-view')[0].startTime")).doubleValue();
    }

    /** What axe-core finds, a line each. */
    List<String> violations(ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        return Axe.violations(page).stream().map(found -> scheme + " " + found).toList();
    }

    /** Goes through the view by the Tab key; tells what it never comes to, and what does not show that it has the focus. */
    List<String> walk() {
        int controls = ((Number) page.evaluate(NUMBER_CONTROLS)).intValue();
        List<String> trouble = new ArrayList<>();
        for (int i = 0; i < controls + 5; i++) {
            page.keyboard().press("Tab");
            Object unseen = page.evaluate(VISIT);
            if (unseen != null) {
                trouble.add("no focus to be seen: " + unseen);
            }
        }
        for (Object control : (List<?>) page.evaluate(UNVISITED)) {
            trouble.add("never reached: " + control);
        }
        return trouble;
    }

    /** What does not fit into a window of this width. */
    List<?> tooWide(int width) {
        page.setViewportSize(width, 844);
        return (List<?>) page.evaluate(SIDEWAYS);
    }

    /** Errors and warnings on its console. */
    List<String> complaints() {
        return console.complaints();
    }

    /** Requests to anybody but the service. */
    List<String> foreignRequests() {
        return foreign;
    }
}
