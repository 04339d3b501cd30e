package io.beckon.room;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of a room by session and frame id: the newest of each member, and for some records after it has left. Those who have
 * left are bounded as well, in their number and in that of their receipts: who left first is forgotten first.
 */
final class Receipts {

    /** How many records of the partition the receipts of one who left are kept for. */
    static final int RECORDS_AFTER_LEAVING = Traces.RECORDS_REMEMBERED;

    static final int SESSIONS_AFTER_LEAVING = 1024;

    static final int RECEIPTS_AFTER_LEAVING = 16_384;

    private final Changes changes;
    private Map<String, ReceiptBook> members = new HashMap<>();
    /** In the order in which they left. */
    private LinkedHashMap<String, ReceiptBook> departed = new LinkedHashMap<>();

    private int receiptsOfDeparted;
    private long weight;

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
        return book == null ? null : book.find(origin.id());
    }

    /** Whether this frame of a member was accepted. */
    boolean has(String session, @Nullable String id) {
        ReceiptBook book = members.get(session);
        return id != null && book != null && book.find(id) != null;
    }

    /** Whether it is remembered that this session has left. */
    boolean hasLeft(String session) {
        return departed.containsKey(session);
    }

    /** Whether it is remembered that the last that this session said here was that it leaves. */
    boolean hasAskedToLeave(String session) {
        ReceiptBook book = departed.get(session);
        Receipt last = book == null ? null : book.last();
        return last != null && last.kind() == Receipt.Kind.DEPARTED;
    }

    /** The user of one who has left, as far as that is remembered. */
    ReceiptBook.@Nullable Owner departed(String session) {
        ReceiptBook book = departed.get(session);
        return book == null ? null : book.owner();
    }

    /** @param isNew whether it was looked for, and there is none of this id */
    void keep(Origin origin, Receipt receipt, boolean isNew) {
        if (origin.id() == null) {
            return;
        }
        ReceiptBook left = departed.get(origin.session());
        if (left == null) {
            keep(openBook(origin.session()), origin.id(), receipt, isNew);
            changes.member(origin.session());
            return;
        }
        int before = left.size();
        keep(left, origin.id(), receipt, isNew);
        receiptsOfDeparted += left.size() - before;
        changes.departed(origin.session());
        forgetTooMany();
    }

    private void keep(ReceiptBook book, String id, Receipt receipt, boolean isNew) {
        int before = book.weight();
        book.keep(id, receipt, isNew);
        weight += book.weight() - before;
    }

    private ReceiptBook openBook(String session) {
        ReceiptBook book = members.get(session);
        if (book == null) {
            book = ReceiptBook.open();
            open(session, book);
        }
        return book;
    }

    private void open(String session, ReceiptBook book) {
        members.put(session, book);
        weight += Footprint.HASH_ENTRY + book.weight();
    }

    /** A session has left: its receipts are kept for a while, with room for that of leaving itself. */
    void close(Member member, boolean expectsReceipt, long position) {
        close(member.session(), ReceiptBook.Owner.of(member), expectsReceipt, position);
    }

    void close(String session, ReceiptBook.Owner owner, boolean expectsReceipt, long position) {
        ReceiptBook book = members.remove(session);
        if (book != null) {
            weight -= Footprint.HASH_ENTRY + book.weight();
        }
        if (book == null && !expectsReceipt) {
            return;
        }
        depart(session, (book == null ? ReceiptBook.open() : book).flat(position, nth(position), owner));
        changes.departed(session);
        forgetTooMany();
    }

    /** One who was no member, or is none any more, gets one receipt at least. */
    void expect(String session, ReceiptBook.Owner owner, long position) {
        if (!departed.containsKey(session)) {
            close(session, owner, true, position);
        }
    }

    private void depart(String session, ReceiptBook book) {
        departed.put(session, book);
        receiptsOfDeparted += book.size();
        weight += weight(session, book);
    }

    private static int weight(String session, ReceiptBook book) {
        return Footprint.LINKED_ENTRY + Footprint.text(session) + book.weight();
    }

    private int nth(long position) {
        ReceiptBook last = departed.isEmpty() ? null : departed.lastEntry().getValue();
        return last == null || last.closed() != position ? 0 : last.nth() + 1;
    }

    void reopen(String session) {
        ReceiptBook book = departed.remove(session);
        if (book != null) {
            gone(session, book);
            open(session, book.flat(0, 0, null));
            changes.member(session);
        }
    }

    void forget(long position) {
        while (!departed.isEmpty() && departed.firstEntry().getValue().closed() + RECORDS_AFTER_LEAVING <= position) {
            forgetFirst();
        }
    }

    private void forgetTooMany() {
        while (departed.size() > SESSIONS_AFTER_LEAVING || receiptsOfDeparted > RECEIPTS_AFTER_LEAVING) {
            forgetFirst();
        }
    }

    private void forgetFirst() {
        Map.Entry<String, ReceiptBook> first = departed.pollFirstEntry();
        gone(first.getKey(), first.getValue());
    }

    private void gone(String session, ReceiptBook book) {
        receiptsOfDeparted -= book.size();
        weight -= weight(session, book);
        changes.departed(session);
    }

    /** Gives back the room that is left over once all members have gone. Whose the receipts were matters while others are there. */
    void shrink() {
        members = new HashMap<>(members);
        LinkedHashMap<String, ReceiptBook> left = new LinkedHashMap<>();
        departed.forEach(
                (session, book) -> left.put(session, book.owner() == null ? book : withoutOwner(session, book)));
        departed = left;
    }

    private ReceiptBook withoutOwner(String session, ReceiptBook book) {
        ReceiptBook nobodys = book.of(null);
        weight += nobodys.weight() - book.weight();
        changes.departed(session);
        return nobodys;
    }

    /** About how much memory they take, in bytes. */
    long weight() {
        return weight;
    }

    boolean isEmpty() {
        return members.isEmpty() && departed.isEmpty();
    }

    /** The position at which the last one left whose receipts are kept, if any. */
    long lastClosed() {
        return departed.isEmpty()
                ? Traces.NONE
                : departed.lastEntry().getValue().closed();
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

    /** Each as it is, in no particular order. */
    void books(BiConsumer<String, ReceiptBook> action) {
        members.forEach(action);
        departed.forEach(action);
    }

    /** Deep copies, members in the order of their session, then the departed in the order in which they left. */
    LinkedHashMap<String, ReceiptBook> snapshot() {
        LinkedHashMap<String, ReceiptBook> books = new LinkedHashMap<>();
        new TreeMap<>(members).forEach((session, book) -> books.put(session, book.copy()));
        departed.forEach((session, book) -> books.put(session, book.copy()));
        return books;
    }

    void restore(Map<String, ReceiptBook> books) {
        books.forEach((session, book) -> {
            if (book.isOpen()) {
                open(session, book.copy());
            } else {
                depart(session, book.copy());
            }
        });
    }
}
