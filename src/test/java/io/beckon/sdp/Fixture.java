package io.beckon.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A description that is kept in a file, in lines that tests may change. */
final class Fixture {

    private static final SdpParser PARSER = new SdpParser(SdpLimits.DEFAULTS);

    private final List<String> lines;

    private Fixture(List<String> lines) {
        this.lines = lines;
    }

    static Fixture named(String name) {
        try (InputStream file = Fixture.class.getResourceAsStream("/sdp/" + name + ".sdp")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new Fixture(new ArrayList<>(List.of(text.split("\n"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return lines;
    }

    /** Replaces the one line that begins with this, and says which line that is. */
    int replace(String beginning, String... replacement) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning)) {
                lines.remove(i);
                lines.addAll(i, List.of(replacement));
                return i + 1;
            }
        }
        throw new AssertionError("no line begins with " + beginning);
    }

    String text() {
        return String.join("\r\n", lines) + "\r\n";
    }

    SessionDescription parse(DescriptionType type) throws MalformedDescription {
        return PARSER.parse(text(), type);
    }
}
