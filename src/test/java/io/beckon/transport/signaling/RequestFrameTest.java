package io.beckon.transport.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.json.FrameText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFrameTest {

    private static RequestFrame frame(String text, String... defaults) {
        Map<String, String> lacking = defaults.length == 0 ? Map.of() : Map.of(defaults[0], defaults[1]);
        return RequestFrame.of(text.replace('\'', '"').getBytes(UTF_8), lacking);
    }

    private static String text(RequestFrame frame) {
        return new String(frame.text(), UTF_8);
    }

    @Test
    void aFrameWithAllItNeedsStaysAsItIs() {
        String text = " {'type':'message', 'id' : 'a\\'b', 'data':{'id':'not this','x':[1.0,'}']}, 'room':'r'}";
        RequestFrame frame = frame(text, "room", "other");
        assertEquals(text.replace('\'', '"'), text(frame));
        assertEquals("a\"b", frame.id());
        assertEquals("r", frame.room());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'type':'ping'}", "{ }", "{'id':null,'type':'ping'}", "{'room':null}", "\n{'data':{'id':1}}"})
    void whatIsLackingIsPutIn(String text) {
        RequestFrame frame = frame(text, "room", "ü\"r");
        JsonObject object = new JsonObject(text(frame));
        assertEquals(frame.id(), object.getString("id"));
        assertEquals("ü\"r", object.getString("room"));
        assertEquals("ü\"r", frame.room());
        JsonObject before = new JsonObject(text.replace('\'', '"'));
        before.fieldNames().stream()
                .filter(name -> before.getValue(name) != null)
                .forEach(name -> assertEquals(before.getValue(name), object.getValue(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{'id':", "{'id' 'x'}", "nonsense", "{'a':1", "{'a'", "'x'", "{,}"})
    void whatIsNoObjectStaysAsItIs(String text) {
        RequestFrame frame = frame(text, "room", "r");
        assertEquals(text.replace('\'', '"'), text(frame));
        assertNull(frame.room());
    }

    @Test
    void anIdThatTheClientDidNotGiveIsNotInTheReply() {
        RequestFrame frame = frame("{'type':'ping'}");
        assertEquals(
                "{\"type\":\"pong\"}",
                frame.reply(("{\"type\":\"pong\",\"id\":\"" + frame.id() + "\"}").getBytes(UTF_8)));
        RequestFrame own = frame("{'id':'x'}");
        assertEquals("{\"type\":\"pong\",\"id\":\"x\"}", own.reply("{\"type\":\"pong\",\"id\":\"x\"}".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", " [ ] ", "[{'a':[1,{'b':'],'}]} , 2,'x\\'],' ]", "[null,true,-1.5e3,{}]", "[[],[[]]]"})
    void anArrayIsTakenApart(String text) {
        String json = text.replace('\'', '"');
        List<byte[]> elements = FrameText.elements(json.getBytes(UTF_8));
        assertNotNull(elements);
        JsonArray whole = new JsonArray(json);
        assertEquals(whole.size(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            assertEquals(
                    new JsonArray().add(whole.getValue(i)).encode(),
                    new JsonArray("[" + new String(elements.get(i), UTF_8) + "]").encode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1", "[1,", "[1,]", "[,1]", "[]]", "[] 1", "['x", "{}", "[1}"})
    void whatIsNoWholeArrayIsNot(String text) {
        assertNull(FrameText.elements(text.replace('\'', '"').getBytes(UTF_8)));
    }
}
