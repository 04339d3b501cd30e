package io.beckon.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonBufferTest {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static String text(JsonBuffer json) {
        return new String(json.bytes(), UTF_8);
    }

    @Test
    void membersStandOneAfterTheOther() {
        JsonBuffer json = new JsonBuffer(0)
                .text("a", "b")
                .text("none", null)
                .begin("c")
                .whole("d", -7)
                .flag("e", true)
                .end()
                .begin("f")
                .end()
                .texts("g", List.of("h", 1))
                .texts("i", List.of())
                .raw("j", "[null]".getBytes(UTF_8))
                .flag("k", false)
                .end();
        assertEquals(
                "{\"a\":\"b\",\"c\":{\"d\":-7,\"e\":true},\"f\":{},\"g\":[\"h\",\"1\"],\"j\":[null],\"k\":false}",
                text(json));
    }

    @Test
    void nothingIsAnObject() {
        assertEquals("{}", text(new JsonBuffer(0).end()));
    }

    @Test
    void halfOfASurrogatePairIsAQuestionMark() {
        assertEquals(
                "{\"a\":\"x?\",\"b\":\"?y\",\"c\":\"??\"}",
                text(new JsonBuffer(1)
                        .text("a", "x\ud83e")
                        .text("b", "\udd8ay")
                        .text("c", "\udd8a\ud83e")
                        .end()));
    }

    /** Each unit below 0x100, which has all escapes, and some of two, three and four bytes. */
    @Test
    void textsAreWrittenAsJacksonDoes() throws Exception {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x100; c++) {
            all.append(c);
        }
        isAsOfJackson(all + "\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff");
    }

    @Property(tries = 300)
    void anyTextIsWrittenAsJacksonDoes(@ForAll String text) throws Exception {
        isAsOfJackson(new String(text.getBytes(UTF_8), UTF_8));
    }

    private static void isAsOfJackson(String text) throws Exception {
        assertEquals(
                new String(JACKSON.writeValueAsBytes(Map.of("name", text)), UTF_8),
                text(new JsonBuffer(1).text("name", text).end()));
    }
}
