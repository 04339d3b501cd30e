package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.wire.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code docs/client.md} gives as an example is run as it stands there, but for the service's address. */
@Isolated("browsers")
class ExampleIT {

    private static final int FEW_LINES = 30;
    static final String SEES_VIDEO =
            "() => [...document.querySelectorAll('main video')].filter((one) => one.getVideoPlaybackQuality().totalVideoFrames > 10).length === 1";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    @Test
    void theExampleIsACompleteCall() throws IOException {
        String example = example(scripts.link().url());
        String room = ServerUnderTest.freshRoom();
        ScriptPage ada = scripts.open(example, room + "/ada");
        ScriptPage grace = scripts.open(example, room + "/grace");

        ada.await(SEES_VIDEO);
        grace.await(SEES_VIDEO);

        grace.reload();
        grace.await(SEES_VIDEO);
        ada.await(SEES_VIDEO);
    }

    @Test
    void itIsTheFirstOfTheExamples() throws IOException {
        assertEquals(Files.readString(Path.of("examples", "page", "index.html")), code());
    }

    /** The code of the page, for a service. */
    static String example(URI service) throws IOException {
        return code().replace("http://localhost:8080", service.toString());
    }

    private static String code() throws IOException {
        String page = Files.readString(Path.of("docs", "client.md"));
        String code = page.split("```html\n", 2)[1].split("```", 2)[0];
        assertTrue(
                code.lines().count() < FEW_LINES,
                () -> "the example has " + code.lines().count() + " lines");
        return code;
    }
}
