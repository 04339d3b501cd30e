package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class EventLineTest {

    private static final String DATA = "{\"b\": [\"}\\\"{\", {\"c\":1}],  \"a\":\"\u00e4\\u00e4\"}";

    private static StoredEvent event(String id, String subject, Instant time, int partition, long offset) {
        StoredEvent event = StoredEvent.of(new AuditRecord(id, "type", subject, time, DATA.getBytes(UTF_8)));
        return new StoredEvent(
                event.id(), event.type(), event.subject(), event.time(), event.data(), partition, offset);
    }

    @Property(tries = 500)
    void whatIsWrittenIsRead(
            @ForAll String id,
            @ForAll String subject,
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis,
            @ForAll @LongRange(min = 0) long place)
            throws UnreadableRecord {
        StoredEvent event = event(
                new String(id.getBytes(UTF_8), UTF_8),
                new String(subject.getBytes(UTF_8), UTF_8),
                Instant.ofEpochMilli(millis),
                (int) (place >>> 40),
                place % 1_000_000_000_000_000L);
        StoredEvent read = read(EventLine.write(event));
        assertArrayEquals(event.id(), read.id());
        assertArrayEquals(event.type(), read.type());
        assertArrayEquals(event.subject(), read.subject());
        assertArrayEquals(event.time(), read.time());
        assertArrayEquals(event.data(), read.data());
        assertEquals(event.partition(), read.partition());
        assertEquals(event.offset(), read.offset());
    }

    @Example
    void membersMayStandInAnyOrderAndApart() throws UnreadableRecord {
        StoredEvent read = read(" { \"data\" : " + DATA + ", \"time\":\"2026-11-30T08:00:00Z\" ,\"subject\":\"a/b\","
                + "\"datacontenttype\":\"application/json\",\"type\":\"t\",\"source\":\"/beckon/audit\",\"id\":\"\\u0069\","
                + "\"specversion\":\"1.0\"} \r");
        assertEquals("i", new String(read.id(), UTF_8));
        assertEquals(DATA, new String(read.data(), UTF_8));
        assertEquals(-1, read.partition());
        assertEquals(-1, read.offset());
    }

    @Example
    void timesHaveOneForm() throws UnreadableRecord {
        assertEquals("2026-11-30T08:00:00.500Z", time("2026-11-30T08:00:00.500Z"));
        assertEquals("2026-11-30T08:00:00.500Z", time("2026-11-30T08:00:00.5Z"));
        assertEquals("2026-11-30T08:00:00Z", time("2026-11-30T08:00:00Z"));
        for (String other : new String[] {
            "2026-11-30t08:00:00Z",
            "2026-11-30T08:00:00z",
            "2026-11-30T08:00:00.000Z",
            "2026-11-30T09:00:00+01:00",
            "",
            "x"
        }) {
            assertThrows(UnreadableRecord.class, () -> time(other), other);
        }
    }

    private static String time(String text) throws UnreadableRecord {
        String line = new String(EventLine.write(event("i", "s", Instant.EPOCH, -1, -1)), UTF_8);
        return new String(read(line.replace("1970-01-01T00:00:00Z", text)).time(), UTF_8);
    }

    @Example
    void whatIsNoAuditEventIsRefused() {
        String line = new String(EventLine.write(event("i", "s", Instant.EPOCH, 3, 4)), UTF_8);
        refused(line.replace("\"id\":", "\"ix\":"));
        refused(line.replace("{\"specversion\"", "{\"id\":\"j\",\"specversion\""));
        refused(line.replace("1.0", "1.1"));
        refused(line.replace("/beckon/audit", "/beckon/nodes"));
        refused(line.replace("application/json", "application/xml"));
        refused(line.replace("\"partition\":3,", ""));
        refused(line.replace(":4", ":04"));
        refused(line.replace(":4", ":-4"));
        refused(line.replace(":4", ":12345678901234567890"));
        refused(line.replace(":3", ":3000000000"));
        refused(line + "}");
        refused(line.substring(0, line.length() - 1));
        refused(line.substring(0, line.length() - 5));
        refused("");
        refused("[]");
        refused("{}");
    }

    private static void refused(String line) {
        assertThrows(UnreadableRecord.class, () -> read(line), line);
    }

    private static StoredEvent read(String line) throws UnreadableRecord {
        return read(line.getBytes(UTF_8));
    }

    private static StoredEvent read(byte[] line) throws UnreadableRecord {
        return EventLine.read(line, 0, line.length);
    }
}
