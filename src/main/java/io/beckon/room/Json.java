package io.beckon.room;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON value that a room carries and never reads: UTF-8 bytes of valid JSON (RFC 8259) without surrounding white space. Its
 * text stays out of {@link #toString()}, for it may hold SDP or what people wrote.
 */
public final class Json {

    public static final Json EMPTY_OBJECT = new Json("{}".getBytes(StandardCharsets.US_ASCII));

    private final byte[] utf8;

    /** Takes the array over: the caller must not change it afterwards. */
    public Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static Json of(String text) {
        return new Json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy: not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    public int size() {
        return utf8.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return "Json[" + utf8.length + " bytes]";
    }
}
