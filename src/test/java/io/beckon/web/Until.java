package io.beckon.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.util.function.BooleanSupplier;

/** Waiting for what a page comes to. */
final class Until {

    private static final int POLL_MS = 100;

    private Until() {}

    /**
     * Looks ten times a second. {@link Page#waitForCondition} by itself looks as often as the page can answer, and takes the CPU time
     * from what is waited for.
     *
     * @throws TimeoutError if it does not hold within the page's patience
     */
    static void holds(Page page, BooleanSupplier condition) {
        page.waitForCondition(() -> {
            if (condition.getAsBoolean()) {
                return true;
            }
            page.waitForTimeout(POLL_MS);
            return false;
        });
    }
}
