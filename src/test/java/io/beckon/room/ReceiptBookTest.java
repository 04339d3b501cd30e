package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The receipts of one session, all in one array. */
class ReceiptBookTest {

    /** What each takes: its id and its reply. */
    private static final int RECEIPT_WEIGHT = 2 * Long.BYTES;

    private static Receipt receipt(long seq) {
        return new Receipt(Receipt.Kind.values()[(int) (seq % 3)], seq);
    }

    /** Against a map that forgets its eldest. */
    @Property(tries = 200)
    void itIsAMapThatForgetsItsEldest(@ForAll @Size(max = 900) List<@IntRange(max = 400) Integer> ids) {
        ReceiptBook book = ReceiptBook.open();
        LinkedHashMap<String, Receipt> expected = new LinkedHashMap<>();
        long seq = 0;
        for (int id : ids) {
            Receipt next = receipt(seq += 16);
            book.keep("f-" + id, next, !expected.containsKey("f-" + id));
            expected.putLast("f-" + id, next);
            if (expected.size() > ReceiptBook.MOST) {
                expected.pollFirstEntry();
            }
            if (id % 50 == 0) {
                book = book.flat(0, 0, null);
            }
        }
        List<ReceiptBook.Entry> entries = expected.entrySet().stream()
                .map(entry -> ReceiptBook.Entry.of(entry.getKey(), entry.getValue()))
                .toList();
        assertEquals(entries, book.entries());
        assertEquals(ReceiptBook.of(entries, 0, 0), book);
        for (int id = 0; id <= 400; id++) {
            assertEquals(expected.get("f-" + id), book.find("f-" + id));
        }
    }

    @Test
    void itTakesFewBytesHoweverManyThereWere() {
        ReceiptBook book = ReceiptBook.open();
        IntStream.range(0, 10_000).forEach(i -> book.keep("a".repeat(64) + i, receipt(i), i % 2 == 0));
        assertEquals(ReceiptBook.MOST, book.size());
        assertNull(book.find("a".repeat(64) + (9999 - ReceiptBook.MOST)));
        assertTrue(book.weight() <= ReceiptBook.MOST * RECEIPT_WEIGHT + 64);
    }

    @Test
    @Fills("room.Receipts.RECEIPTS_AFTER_LEAVING")
    void receiptsOfThoseWhoLeftAreBoundedInAll() {
        Receipts receipts = new Receipts(new Changes());
        for (int who = 0; who < 200; who++) {
            for (int frame = 0; frame < ReceiptBook.MOST; frame++) {
                receipts.keep(origin(who, frame), receipt(frame), true);
            }
            receipts.close("s-" + who, new ReceiptBook.Owner("u", "U"), true, who + 1L);
            receipts.keep(origin(who, ReceiptBook.MOST), receipt(0), false);
        }
        int kept = Receipts.RECEIPTS_AFTER_LEAVING / ReceiptBook.MOST;
        assertEquals(kept, receipts.snapshot().size());
        assertNull(receipts.ofDeparted("s-" + (199 - kept)));
        assertTrue(receipts.weight() < 2L * Receipts.RECEIPTS_AFTER_LEAVING * RECEIPT_WEIGHT);
        receipts.forget(Long.MAX_VALUE);
        assertEquals(0, receipts.weight());
    }

    private static Origin origin(int who, int frame) {
        return new Origin("s-" + who, new Incarnation(1, "i"), "f-" + frame, Origin.NOBODY_WAITS);
    }
}
