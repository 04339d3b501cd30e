package io.beckon.replay;

import io.beckon.room.EndedRooms;
import io.beckon.room.OrderReceipt;
import io.beckon.room.ReceiptBook;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.Seq;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a room's state is from before the records that are kept: no replay of those can lead to it, which proves nothing against it.
 *
 * @param first the first position that is kept
 */
record BeforeTheLog(long first) {

    private static final long NO_TRACE = -1;

    /** Whether somebody is in the room who joined before. */
    boolean hasMember(@Nullable RoomSnapshot room) {
        return room != null && room.members().stream().anyMatch(member -> Seq.position(member.joined()) < first);
    }

    /**
     * Whether something is there that shows that somebody was in the room when the kept records begin, or that its call was over by
     * then: anything may follow from that, such as that others were not let in.
     */
    boolean hasCause(@Nullable RoomSnapshot room) {
        return room != null
                && (room.bars().values().stream().anyMatch(bar -> bar.since() < first)
                        || room.knocks().stream().anyMatch(knock -> knock.since() < first)
                        || room.call() != null
                                && room.call().isOver()
                                && room.call().over() < first);
    }

    /**
     * The room without its older traces, which decide nothing about the others: receipts and orders that are remembered for some
     * records of the partition, however long these take.
     *
     * @return {@code null} when nothing is left of it
     */
    @Nullable RoomSnapshot without(@Nullable RoomSnapshot room) {
        if (room == null) {
            return null;
        }
        List<OrderReceipt> orders = room.orders().stream()
                .filter(order -> order.position() >= first)
                .toList();
        LinkedHashMap<String, ReceiptBook> receipts = new LinkedHashMap<>();
        room.receipts().forEach((session, book) -> {
            ReceiptBook later = without(book);
            if (!later.entries().isEmpty()) {
                receipts.put(session, later);
            }
        });
        RoomSnapshot later = new RoomSnapshot(
                room.key(),
                room.pattern(),
                room.rules(),
                room.locked(),
                room.call(),
                room.bars(),
                orders,
                room.knocks(),
                room.members(),
                room.negotiations(),
                receipts);
        return isEmpty(later) && lastTrace(later) == NO_TRACE ? null : later;
    }

    /** A session that was there before, and is again, has its older receipts first; that of leaving has no position of its own. */
    private ReceiptBook without(ReceiptBook book) {
        boolean isOlder = book.closed() > 0 && book.closed() < first;
        List<ReceiptBook.Entry> later = isOlder
                ? List.of()
                : book.entries().stream()
                        .dropWhile(entry -> Seq.position(entry.receipt().seq()) < first)
                        .toList();
        return ReceiptBook.of(later, book.closed(), book.nth()).of(book.owner());
    }

    /**
     * Whether one of the two has forgotten a room that the other remembers though nobody is in it, which hangs on how many others have
     * ended since, see {@link EndedRooms}: some of those may be older than what is kept.
     *
     * @param until the position that the two are of
     */
    static boolean hangsOnOthers(@Nullable RoomSnapshot one, @Nullable RoomSnapshot other, long until) {
        RoomSnapshot remembered = one == null ? other : one;
        return (one == null || other == null)
                && remembered != null
                && isEmpty(remembered)
                && until - lastTrace(remembered) > EndedRooms.MOST;
    }

    private static boolean isEmpty(RoomSnapshot room) {
        return room.members().isEmpty();
    }

    private static long lastTrace(RoomSnapshot room) {
        long call = room.call() == null ? NO_TRACE : room.call().over();
        long order =
                room.orders().isEmpty() ? NO_TRACE : room.orders().getLast().position();
        long left = room.receipts().values().stream()
                .mapToLong(ReceiptBook::closed)
                .max()
                .orElse(NO_TRACE);
        return Math.max(call, Math.max(order, left));
    }
}
