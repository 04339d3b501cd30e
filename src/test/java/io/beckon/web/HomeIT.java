package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Where one comes in, and says who one is. */
@Isolated("browsers")
class HomeIT {

    private static final String HOME = "Video calls in your browser, on your own server.";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    @Test
    void anAddressThatThereIsNotIsHomeAndSaysSo() {
        Tab tab = tabs.open("/#/nonsense");

        tab.awaitHeading(HOME);
        assertTrue(tab.address().endsWith("/#/"), tab::address);
    }

    @Test
    void aNameOfBlanksIsNoneAndAnotherMayBeGiven() {
        Tab tab = tabs.open("/");
        tab.press("Sign in");
        tab.fill("Your name", "   ");
        tab.press("Continue");
        tab.awaitHeading("Who are you?");

        tab.fill("Your name", "Ada");
        tab.press("Continue");
        tab.awaitText("Ada");
    }
}
