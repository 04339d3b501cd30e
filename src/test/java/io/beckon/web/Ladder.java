package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;

/** A ladder diagram on a page, with what one can do with it. */
record Ladder(Page page) {

    private static final String IS_AT_END = """
            () => {
              const { scrollTop, clientHeight, scrollHeight } = document.querySelector(".diagram");
              return scrollHeight > clientHeight && scrollTop + clientHeight >= scrollHeight - 2;
            }""";

    /** Labels that do not begin on the page although the left end of their arrow is there. */
    private static final String LOST_LABELS = """
            () => [...document.querySelectorAll(".ladder .arrow ~ .label")].filter((label) => {
              const arrow = label.parentElement.querySelector(".arrow").getBoundingClientRect();
              return Math.abs(label.getBoundingClientRect().left - arrow.left) > 24;
            }).length""";

    /** Only such steps are to be shown. */
    void choose(String label, String option) {
        page.locator("select[name=" + label + "]").selectOption(new SelectOption().setLabel(option));
    }

    void awaitSteps(int count) {
        assertThat(page.getByText(count + " steps", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    void awaitLanes(String... names) {
        assertThat(page.locator(".ladder .lane")).hasText(names);
    }

    /** The newest step is in sight, though there are more than fit. */
    void awaitNewest() {
        page.waitForFunction(IS_AT_END);
    }

    void awaitLabelsAtTheirArrows() {
        page.waitForFunction("() => document.querySelector('.ladder .arrow') && (" + LOST_LABELS + ")() === 0");
    }

    void awaitDownloads(boolean areThere) {
        for (String name : List.of("Download SVG", "Download JSON")) {
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)))
                    .isEnabled(new LocatorAssertions.IsEnabledOptions().setEnabled(areThere));
        }
    }
}
