package io.beckon.room;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of a room by session and frame id: the last {@value #PER_SESSION} of each member, and for some records after it
 * has left.
 */
final class Receipts {

    static final int PER_SESSION = 256;

    /** How many records of the partition the receipts of one who left are kept for. */
    static final int RECORDS_AFTER_LEAVING = 4096;

    static final int SESSIONS_AFTER_LEAVING = 1024;

    private static final long BOOK_WEIGHT = 200;
    private static final long RECEIPT_WEIGHT = 120;

    private final Map<String, ReceiptBook> members = new HashMap<>();
    /** In the order in which they left. */
    private final LinkedHashMap<String, ReceiptBook> departed = new LinkedHashMap<>();

    private final Changes changes;

    Receipts(Changes changes) {
        this.changes = changes;
    }

    @Nullable Receipt find(Origin origin) {
        if (origin.id() == null) {
            return null;
        }
        ReceiptBook book = members.get(origin.session());
        if (book == null) {
            book = departed.get(origin.session());
        }
        return book == null ? null : book.receipts().get(origin.id());
    }

    /** Whether this frame of a member was accepted. */
    boolean has(String session, @Nullable String id) {
        ReceiptBook book = members.get(session);
        return id != null && book != null && book.receipts().containsKey(id);
    }

    void keep(Origin origin, Receipt receipt) {
        if (origin.id() == null) {
            return;
        }
        ReceiptBook book = departed.get(origin.session());
        if (book == null) {
            book = members.computeIfAbsent(origin.session(), session -> ReceiptBook.open());
            changes.member(origin.session());
        } else {
            changes.departed(origin.session());
        }
        book.receipts().putLast(origin.id(), receipt);
        if (book.receipts().size() > PER_SESSION) {
            book.receipts().pollFirstEntry();
        }
    }

    /** A session has left: its receipts are kept for a while, with room for that of leaving itself. */
    void close(String session, boolean expectsReceipt, long position) {
        ReceiptBook book = members.remove(session);
        if (book == null && !expectsReceipt) {
            return;
        }
        LinkedHashMap<String, Receipt> receipts = book == null ? new LinkedHashMap<>() : book.receipts();
        departed.put(session, new ReceiptBook(receipts, position, nth(position)));
        changes.departed(session);
        if (departed.size() > SESSIONS_AFTER_LEAVING) {
            forgetFirst();
        }
    }

    private int nth(long position) {
        ReceiptBook last = departed.isEmpty() ? null : departed.lastEntry().getValue();
        return last == null || last.closed() != position ? 0 : last.nth() + 1;
    }

    void reopen(String session) {
        ReceiptBook book = departed.remove(session);
        if (book != null) {
            members.put(session, new ReceiptBook(book.receipts(), 0, 0));
            changes.departed(session);
            changes.member(session);
        }
    }

    void forget(long position) {
        while (!departed.isEmpty() && departed.firstEntry().getValue().closed() + RECORDS_AFTER_LEAVING <= position) {
            forgetFirst();
        }
    }

    private void forgetFirst() {
        changes.departed(departed.pollFirstEntry().getKey());
    }

    /** About how much memory they take, in bytes. */
    long weight() {
        return weight(members) + weight(departed);
    }

    private static long weight(Map<String, ReceiptBook> books) {
        return books.values().stream()
                .mapToLong(book -> BOOK_WEIGHT + book.receipts().size() * RECEIPT_WEIGHT)
                .sum();
    }

    boolean isEmpty() {
        return members.isEmpty() && departed.isEmpty();
    }

    /** A copy of a member's book. */
    @Nullable ReceiptBook ofMember(String session) {
        ReceiptBook book = members.get(session);
        return book == null ? null : book.copy();
    }

    /** A copy of the book of one who has left. */
    @Nullable ReceiptBook ofDeparted(String session) {
        ReceiptBook book = departed.get(session);
        return book == null ? null : book.copy();
    }

    /** Deep copies, members in the order of their session, then the departed in the order in which they left. */
    LinkedHashMap<String, ReceiptBook> snapshot() {
        LinkedHashMap<String, ReceiptBook> books = new LinkedHashMap<>();
        new TreeMap<>(members).forEach((session, book) -> books.put(session, book.copy()));
        departed.forEach((session, book) -> books.put(session, book.copy()));
        return books;
    }

    void restore(Map<String, ReceiptBook> books) {
        books.forEach((session, book) -> (book.isOpen() ? members : departed).put(session, book.copy()));
    }
}
