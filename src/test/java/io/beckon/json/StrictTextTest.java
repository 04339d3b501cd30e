package io.beckon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StrictTextTest {

    @Property(tries = 3000)
    void utf8IsWhatTheJdkDecodes(@ForAll @Size(max = 40) byte[] bytes) {
        assertEquals(jdkDecodes(bytes), StrictText.isUtf8(bytes, 0, bytes.length));
    }

    @Property(tries = 3000)
    void damagedTextIsJudgedAsByTheJdk(@ForAll String text, @ForAll @IntRange(max = 60) int at, @ForAll byte damage) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (at < bytes.length) {
            bytes[at] = damage;
        }
        assertEquals(jdkDecodes(bytes), StrictText.isUtf8(bytes, 0, bytes.length));
    }

    @Test
    void mistakesAreFoundAtEveryDistanceFromAWord() {
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) 'a');
                assertTrue(StrictText.isStrictJson(bytes));
                bytes[at] = (byte) 0xC0;
                assertFalse(StrictText.isStrictJson(bytes));
            }
        }
    }

    @Test
    void escapedSurrogatesMustBePairs() {
        assertTrue(isStrict("\\ud83d\\udc4b"));
        assertTrue(isStrict("\\\\ud83d"));
        assertTrue(isStrict("\\u00e9\\uD7FF\\uE000"));
        assertFalse(isStrict("\\ud83d"));
        assertFalse(isStrict("\\ud83d\\ud83d"));
        assertFalse(isStrict("\\ud83dx\\udc4b"));
        assertFalse(isStrict("\\\\\\udc4b"));
        assertFalse(isStrict("\\ud83d\\udc4"));
    }

    /** Words of eight bytes are looked at, and each byte with the one behind it. */
    @Test
    void escapesAreFoundAtEveryDistanceFromAWord() {
        for (int before = 0; before < 20; before++) {
            for (int behind = 0; behind < 20; behind++) {
                String start = "a".repeat(before);
                String end = "a".repeat(behind);
                assertFalse(isStrict(start + "\\ud83d" + end), before + " before, " + behind + " behind");
                assertFalse(isStrict(start + "\\\\\\udc4b" + end));
                assertTrue(isStrict(start + "\\r\\n\\\\ud83d" + end));
                assertTrue(isStrict(start + "\\ud83d\\udc4b" + end));
            }
        }
    }

    @Property(tries = 3000)
    void whetherSurrogatesArePairsIsToldAsByAParser(@ForAll @Size(max = 12) List<@From("pieces") String> pieces) {
        String text = String.join("", pieces);
        assertEquals(hasOnlyPairs(text), isStrict(text), text);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of("a", "u", "\\\\", "\\r\\n", "\\u0041", "\\ud83d", "\\udc4b", "\u00e9", "aaaaaaaa");
    }

    private static boolean hasOnlyPairs(String escaped) {
        try {
            String text = new ObjectMapper().readValue('"' + escaped + '"', String.class);
            return StandardCharsets.UTF_8.newEncoder().canEncode(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStrict(String text) {
        return StrictText.isStrictJson(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean jdkDecodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
