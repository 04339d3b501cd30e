package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;

/** The pictures of people and shared screens, as they are seen. */
record Tiles(Page page) {

    /** Of each picture of a person, oneself first, how wide it is and whether all of it is seen. */
    private static final String PICTURES = """
            () => [...document.querySelectorAll(".grid .tile")].map((tile) => {
              const { width } = tile.getBoundingClientRect();
              return { width, fit: getComputedStyle(tile.querySelector("video")).objectFit };
            })""";

    private static final String IN_SIGHT = """
            (tile) => {
              const [inner, outer] = [tile, tile.parentElement].map((one) => one.getBoundingClientRect());
              return inner.top > outer.top - 2 && inner.bottom < outer.bottom + 2;
            }""";

    void awaitNames(String... names) {
        assertThat(page.locator(".grid figcaption .name")).hasText(names);
    }

    void awaitCount(int count) {
        assertThat(page.locator(".grid .tile")).hasCount(count);
    }

    /** Without scrolling. */
    void awaitInSight(String name) {
        Until.holds(page, () -> (boolean) tile(name).evaluate(IN_SIGHT));
    }

    void awaitState(String name, String state) {
        assertThat(tile(name).locator(".state")).hasText(state);
    }

    void awaitHand(String name, boolean isUp) {
        assertThat(tile(name).getByLabel("Hand raised"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setVisible(isUp));
    }

    /** The picture that belongs to a tile says how good the connection is. */
    void awaitQuality(String name, String rating) {
        assertThat(tile(name)
                        .getByRole(
                                AriaRole.BUTTON,
                                new Locator.GetByRoleOptions().setName("Connection to " + name + ": " + rating)))
                .isVisible();
    }

    /** What one can do with somebody's picture, once one points at it. */
    void awaitButton(String name, String button) {
        tile(name).hover();
        assertThat(tile(name).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)))
                .isVisible();
    }

    void awaitSpeaking(String name) {
        assertThat(tile(name).getByLabel("speaking")).isVisible();
    }

    /** Of two people, the other is seen whole and large, and oneself small beside. */
    void awaitPair() {
        Until.holds(page, () -> isPair(pictures()));
    }

    private static boolean isPair(List<Map<String, Object>> pictures) {
        Map<String, Object> self = pictures.getFirst();
        Map<String, Object> other = pictures.getLast();
        return pictures.size() == 2 && "contain".equals(other.get("fit")) && width(other) > 2.5 * width(self);
    }

    private static double width(Map<String, Object> picture) {
        return ((Number) picture.get("width")).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> pictures() {
        return (List<Map<String, Object>>) page.evaluate(PICTURES);
    }

    void awaitScreens(String... names) {
        assertThat(page.locator(".screens figcaption .name")).hasText(names);
    }

    void awaitOneLarge() {
        assertThat(page.locator(".screens .tile")).hasCount(1);
    }

    void awaitShareOfScreen(double least) {
        Until.holds(page, () -> shareOfScreen() >= least);
    }

    /** Which part of the window's height the shared screen has. */
    private double shareOfScreen() {
        return ((Number) page.evaluate(
                        "() => document.querySelector('.screens .tile').getBoundingClientRect().height / innerHeight"))
                .doubleValue();
    }

    private Locator tile(String name) {
        return page.getByRole(AriaRole.FIGURE).filter(new Locator.FilterOptions().setHasText(name));
    }
}
