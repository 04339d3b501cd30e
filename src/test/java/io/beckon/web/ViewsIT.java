package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every view of the web app owes to everybody. */
@Thorough
@Isolated("browsers")
class ViewsIT {

    private static final int LOADS = 5;
    /** Much more than on a machine that does nothing else, where it is below a second. */
    private static final double READY_WITHIN_MS = 5000;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Screens screens = new Screens(server);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/#/call",
                "/#/conference",
                "/#/broadcast",
                "/#/devices",
                "/#/direct",
                "/#/ice",
                "/#/sdp",
                "/#/trace",
                "/admin"
            })
    void everybodyCanUseAView(String view) {
        Screen screen = screens.open(view);
        List<String> light = screen.violations(ColorScheme.LIGHT);
        List<String> dark = screen.violations(ColorScheme.DARK);
        List<String> walk = screen.walk();
        List<?> phone = screen.tooWide(390);
        List<String> onPhone = screen.violations(ColorScheme.LIGHT);

        assertAll(
                () -> assertEquals(List.of(), light),
                () -> assertEquals(List.of(), dark),
                () -> assertEquals(List.of(), walk),
                () -> assertEquals(List.of(), phone),
                () -> assertEquals(List.of(), onPhone),
                () -> assertEquals(List.of(), screen.tooWide(768)),
                () -> assertEquals(List.of(), screen.tooWide(1440)),
                () -> assertEquals(List.of(), screen.complaints()),
                () -> assertEquals(List.of(), screen.foreignRequests()));
    }

    /** The style of one view is not for others. */
    @Test
    void aViewLooksTheSameWhereverOneComesFrom() {
        Screen traveller = screens.open("/");
        List<String> views = List.of("call", "conference", "broadcast", "devices", "direct", "ice", "sdp", "trace");
        views.forEach(traveller::go);

        for (String view : views) {
            traveller.go(view);
            traveller.awaitStyles(screens.open("/#/" + view).styles());
        }
    }

    @Test
    void theFirstViewIsThereSoon() {
        double[] ready = IntStream.range(0, LOADS)
                .mapToDouble(load -> screens.open("/").readyAfter())
                .sorted()
                .toArray();
        System.out.printf(
                "the first view is ready after: median %.0f ms, most %.0f ms%n", ready[LOADS / 2], ready[LOADS - 1]);
        assertTrue(ready[LOADS / 2] < READY_WITHIN_MS, () -> ready[LOADS / 2] + " ms");
    }
}
