package io.beckon.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.json.FrameText.Range;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameTextTest {

    private static String member(String text, String name) {
        byte[] bytes = text.getBytes(UTF_8);
        Map<String, Range> members = FrameText.members(bytes);
        assertNotNull(members, text);
        Range range = members.get(name);
        return new String(bytes, range.begin(), range.end() - range.begin(), UTF_8);
    }

    /** Quotation marks and backslashes at every place of the eight bytes that are looked at together. */
    @Test
    void aStringEndsAtItsQuotationMarkWhereverThatIs() {
        for (int length = 0; length < 40; length++) {
            for (String end : new String[] {"", "\\\"", "\\\\", "\\\\\\\"", "é", "€\\\"", "\u0001#!"}) {
                String value = "\"" + "x".repeat(length) + end + "\"";
                assertEquals(value, member("{\"a\":" + value + ",\"b\":\"}\"}", "a"));
                assertEquals("\"}\"", member("{\"a\":" + value + ",\"b\":\"}\"}", "b"));
                assertEquals("{\"c\":[" + value + "]}", member("{\"a\":{\"c\":[" + value + "]} ,\"b\":1}", "a"));
            }
        }
    }

    @Test
    void oneWithoutAnEndIsNone() {
        for (int length = 0; length < 20; length++) {
            assertNull(FrameText.members(("{\"a\":\"" + "x".repeat(length)).getBytes(UTF_8)));
            assertNull(FrameText.members(("{\"a\":\"" + "x".repeat(length) + "\\").getBytes(UTF_8)));
            assertNull(FrameText.members(("{\"a\":\"" + "x".repeat(length) + "\\\"").getBytes(UTF_8)));
        }
    }

    @Test
    void anObjectMayBeginAnywhere() {
        byte[] text = "{\"a\": {\"b\":7} }".getBytes(UTF_8);
        Map<String, Range> members = FrameText.members(text, 5);
        assertNotNull(members);
        assertEquals(new Range(11, 12), members.get("b"));
    }
}
