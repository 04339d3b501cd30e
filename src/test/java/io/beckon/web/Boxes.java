package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Where things are on a page, in its pixels. */
record Boxes(Page page) {

    private static final String OUTSIDE = """
            (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).flatMap((one) => {
              const { left, top, right, bottom } = one.getBoundingClientRect();
              const isInside = left > -1 && top > -1 && right < innerWidth + 1 && bottom < innerHeight + 1;
              return isInside ? [] : [`${one.outerHTML.slice(0, 80)}: ${[left, top, right, bottom].map(Math.round)}`];
            })""";

    private static final String SMALL = """
            ([selector, least]) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).flatMap((one) => {
              const { width, height } = one.getBoundingClientRect();
              return width >= least && height >= least ? [] : [`${one.outerHTML.slice(0, 80)}: ${width} × ${height}`];
            })""";

    private static final String BOX = """
            (selector) => {
              const one = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
              if (!one) return null;
              const { left, top, width, height } = one.getBoundingClientRect();
              return { left, top, width, height, radius: parseFloat(getComputedStyle(one).borderTopLeftRadius) };
            }""";

    /** Waits until all that can be seen of that is within the window. */
    void awaitInside(String selector) {
        awaitNone(() -> (List<?>) page.evaluate(OUTSIDE, selector));
    }

    /** Waits until all that can be seen of that is at least as wide and as high. */
    void awaitAtLeast(int pixels, String selector) {
        awaitNone(() -> (List<?>) page.evaluate(SMALL, List.of(selector, pixels)));
    }

    /** The first that can be seen. */
    Box of(String selector) {
        Until.holds(page, () -> page.evaluate(BOX, selector) != null);
        Map<?, ?> box = (Map<?, ?>) page.evaluate(BOX, selector);
        return new Box(
                number(box, "left"),
                number(box, "top"),
                number(box, "width"),
                number(box, "height"),
                number(box, "radius"));
    }

    private static double number(Map<?, ?> box, String field) {
        return ((Number) box.get(field)).doubleValue();
    }

    private void awaitNone(Supplier<List<?>> found) {
        try {
            Until.holds(page, () -> found.get().isEmpty());
        } catch (TimeoutError e) {
            assertEquals(List.of(), found.get());
        }
    }

    /** A rectangle with, possibly, round corners. */
    record Box(double left, double top, double width, double height, double radius) {

        double bottom() {
            return top + height;
        }
    }
}
