package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotesTest {

    private static Notes.Note note(String type, String room, int bytes) {
        return new Notes.Note(type, room, null, 0, new byte[bytes]);
    }

    @Test
    void readingConsumesNothing() {
        Notes notes = new Notes(1000);
        notes.add(note("a", "r", 1), false);
        notes.add(note("b", "r", 1), false);
        assertEquals(List.of(1L, 2L), List.copyOf(notes.after(0).keySet()));
        assertEquals(List.of(2L), List.copyOf(notes.after(1).keySet()));
        assertEquals(List.of(1L, 2L), List.copyOf(notes.after(0).keySet()));
    }

    @Test
    @Fills("session.Notes.MOST")
    void thoseThatWereReadGoForOthers() {
        Notes notes = new Notes(1_000_000);
        IntStream.range(0, Notes.MOST).forEach(i -> assertTrue(notes.add(note("a", "r", 1), false)));
        assertFalse(notes.add(note("a", "r", 1), false), "none was read");
        notes.after(10);
        assertTrue(notes.add(note("a", "r", 1), false));
        assertEquals(Notes.MOST, notes.after(0).size());
    }

    @Test
    void theyAreBoundedInBytes() {
        Notes notes = new Notes(100);
        assertTrue(notes.add(note("a", "r", 60), false));
        assertFalse(notes.add(note("a", "r", 60), false));
    }

    @Test
    void figuresReplaceEarlierOnesOfTheirRoom() {
        Notes notes = new Notes(100);
        IntStream.range(0, 50).forEach(i -> assertTrue(notes.add(note("room-stats", "r", 40), true)));
        assertTrue(notes.add(note("room-stats", "other", 40), true));
        assertEquals(List.of(50L, 51L), List.copyOf(notes.after(0).keySet()));
    }
}
