package io.beckon.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Set;

/**
 * By what a client tells several peer connections of a pair apart. That is its own text: a name that is in general use is shown, and
 * of any other {@code ~} and the first 12 hexadecimal digits of its SHA-256, the same for the same name, whoever projects it.
 */
public record PcName(String value) {

    /** What connections are called for what goes over them, and for which way it goes; empty for the only one of a pair. */
    public static final Set<String> KNOWN =
            Set.of("", "main", "audio", "video", "camera", "screen", "data", "send", "recv", "publisher", "subscriber");

    private static final String MARK = "~";
    private static final int BYTES = 6;

    /** @param value as the client wrote it */
    public PcName {
        value = KNOWN.contains(value)
                ? value
                : MARK + HexFormat.of().formatHex(Sha256.of(value.getBytes(UTF_8)), 0, BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
