package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void aCursorIsReadAsItWasWritten() {
        Cursor cursor = new Cursor("source-1", 7, Map.of("a room", 160L, "Ünï", 9_007_199_254_740_991L), null);
        assertEquals(cursor, Cursor.parse(cursor.text()));
        assertEquals(160, Cursor.parse(cursor.text()).seen("a room"));
        assertEquals(-1, cursor.seen("another"));
    }

    @Test
    void aSeqIsOne() {
        assertEquals(new Cursor("", 0, Map.of(), 4711L), Cursor.parse("4711"));
        assertEquals(4711, Cursor.parse("4711").seen("whatever"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "1.5",
                "99999999999999999999",
                "AAAA",
                "MQ",
                "MSB4",
                "MSB4IHk",
                "MSB4IDAKeA",
                "%%",
                "ü"
            })
    void whatIsNoneIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Cursor.parse(text));
    }
}
