package io.beckon.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.records.AuditRecord;
import io.beckon.records.StoredEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T09:00:00Z");

    private final AuditSearch search =
            new AuditSearch(null, event -> !new String(event.type(), UTF_8).equals("other"), null, 2);

    private static StoredEvent event(String type, long second) {
        return StoredEvent.of(
                new AuditRecord(type + second, type, "default/r", BEGIN.plusSeconds(second), "{}".getBytes(UTF_8)));
    }

    private Stretch stretch(long from, long to, long... seconds) {
        Stretch stretch = new Stretch(search, from, to);
        long place = from;
        for (long second : seconds) {
            stretch.look(event("wanted", second), place++);
        }
        return stretch;
    }

    private static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(event -> new String(event.id(), UTF_8)).toList();
    }

    @Test
    void theNewestOfAllComeFirstAndEachStretchKeepsItsOwnOrder() {
        Stretch one = stretch(10, 13, 1, 9, 4);
        Stretch other = stretch(20, 22, 3, 7);
        assertEquals(List.of("wanted7", "wanted4"), ids(Stretch.newest(List.of(one, other), 2)));
        assertEquals(12, one.left(), "of three, two were kept, and one of these was taken");
        assertEquals(21, other.left());
        assertEquals(3, one.looked());
    }

    @Test
    void aStretchOfWhichNothingIsLeftWasLookedAtToItsBeginning() {
        Stretch whole = stretch(10, 12, 1, 2);
        Stretch full = stretch(10, 13, 1, 2, 3);
        Stretch none = new Stretch(search, 10, 12);
        none.look(event("other", 1), 10);
        none.look(event("other", 2), 11);
        assertEquals(2, Stretch.newest(List.of(whole), 2).size());
        assertEquals(2, Stretch.newest(List.of(full), 2).size());
        assertEquals(List.of(), Stretch.newest(List.of(none), 2));
        assertEquals(10, whole.left());
        assertEquals(11, full.left(), "the first of three is still to come");
        assertEquals(10, none.left());
        assertEquals(13, stretch(10, 13, 1).left(), "nothing was taken yet");
    }
}
