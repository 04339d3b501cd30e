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

    private final Map<String, Book> members = new HashMap<>();
    private final LinkedHashMap<String, Book> departed = new LinkedHashMap<>();

    /** One session's receipts, oldest first; {@code closed} is the position at which it left. */
    record Book(LinkedHashMap<String, Receipt> receipts, long closed) {

        Book copy() {
            return new Book(new LinkedHashMap<>(receipts), closed);
        }
    }

    @Nullable Receipt find(Origin origin) {
        if (origin.id() == null) {
            return null;
        }
        Book book = members.get(origin.session());
        if (book == null) {
            book = departed.get(origin.session());
        }
        return book == null ? null : book.receipts.get(origin.id());
    }

    void keep(Origin origin, Receipt receipt) {
        if (origin.id() == null) {
            return;
        }
        Book open = departed.containsKey(origin.session())
                ? departed.get(origin.session())
                : members.computeIfAbsent(origin.session(), session -> new Book(new LinkedHashMap<>(), 0));
        open.receipts.putLast(origin.id(), receipt);
        if (open.receipts.size() > PER_SESSION) {
            open.receipts.remove(open.receipts.keySet().iterator().next());
        }
    }

    /** A session has left: its receipts are kept for a while, with room for that of leaving itself. */
    void close(String session, boolean expectsReceipt, long position) {
        Book book = members.remove(session);
        if (book == null && !expectsReceipt) {
            return;
        }
        departed.put(session, new Book(book == null ? new LinkedHashMap<>() : book.receipts, position));
        if (departed.size() > SESSIONS_AFTER_LEAVING) {
            departed.remove(departed.keySet().iterator().next());
        }
    }

    void reopen(String session) {
        Book book = departed.remove(session);
        if (book != null) {
            members.put(session, new Book(book.receipts, 0));
        }
    }

    void forget(long position) {
        while (!departed.isEmpty() && departed.firstEntry().getValue().closed + RECORDS_AFTER_LEAVING <= position) {
            departed.pollFirstEntry();
        }
    }

    boolean isEmpty() {
        return members.isEmpty() && departed.isEmpty();
    }

    /** Deep copies, members in the order of their session, then the departed in the order in which they left. */
    LinkedHashMap<String, Book> snapshot() {
        LinkedHashMap<String, Book> books = new LinkedHashMap<>();
        new TreeMap<>(members).forEach((session, book) -> books.put(session, book.copy()));
        departed.forEach((session, book) -> books.put(session, book.copy()));
        return books;
    }

    void restore(Map<String, Book> books) {
        books.forEach((session, book) -> (book.closed == 0 ? members : departed).put(session, book.copy()));
    }
}
