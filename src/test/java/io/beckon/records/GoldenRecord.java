package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The records under {@code log/v1} that keep the logs readable, each a line of compact JSON. */
final class GoldenRecord {

    private GoldenRecord() {}

    /** What stands there, or the name of what does not. */
    static String text(String name) {
        String path = "/log/v1/" + name + ".json";
        try (InputStream in = GoldenRecord.class.getResourceAsStream(path)) {
            return in == null ? "there is no " + path : new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
