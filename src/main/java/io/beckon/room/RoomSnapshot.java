package io.beckon.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The whole state of a room at one position of its log. Two rooms with equal snapshots behave alike from there on. */
public record RoomSnapshot(
        RoomKey key,
        Pattern pattern,
        RoomRules rules,
        boolean locked,
        @Nullable CallHead call,
        Map<String, Bar> bars,
        List<OrderReceipt> orders,
        List<Knock> knocks,
        List<Member> members,
        List<Negotiation> negotiations,
        LinkedHashMap<String, ReceiptBook> receipts) {

    /** Puts a room's parts, in whatever order, together. */
    public static RoomSnapshot of(RoomKey key, Collection<RoomPart> parts) {
        RoomPart.Head head =
                new RoomPart.Head(Pattern.MESH, RoomRules.DEFAULT, false, null, Map.of(), List.of(), List.of());
        List<RoomPart.Seat> seats = new ArrayList<>();
        List<Negotiation> negotiations = new ArrayList<>();
        List<RoomPart.Departed> departed = new ArrayList<>();
        for (RoomPart part : parts) {
            switch (part) {
                case RoomPart.Head found -> head = found;
                case RoomPart.Seat seat -> seats.add(seat);
                case RoomPart.Negotiated negotiated -> negotiations.add(negotiated.negotiation());
                case RoomPart.Departed left -> departed.add(left);
            }
        }
        seats.sort(Comparator.comparingLong(seat -> seat.member().joined()));
        negotiations.sort(Negotiation.ORDER);
        departed.sort(Comparator.<RoomPart.Departed>comparingLong(
                        left -> left.receipts().closed())
                .thenComparingInt(left -> left.receipts().nth()));
        return new RoomSnapshot(
                key,
                head.pattern(),
                head.rules(),
                head.locked(),
                head.call(),
                new TreeMap<>(head.bars()),
                head.orders(),
                head.knocks(),
                seats.stream().map(RoomPart.Seat::member).toList(),
                List.copyOf(negotiations),
                books(seats, departed));
    }

    private static LinkedHashMap<String, ReceiptBook> books(
            List<RoomPart.Seat> seats, List<RoomPart.Departed> departed) {
        TreeMap<String, ReceiptBook> members = new TreeMap<>();
        for (RoomPart.Seat seat : seats) {
            ReceiptBook book = seat.receipts();
            if (book != null) {
                members.put(seat.member().session(), book);
            }
        }
        LinkedHashMap<String, ReceiptBook> books = new LinkedHashMap<>(members);
        departed.forEach(left -> books.put(left.session(), left.receipts()));
        return books;
    }

    /** All parts of the room. */
    public List<RoomPart> parts() {
        List<RoomPart> parts = new ArrayList<>();
        parts.add(new RoomPart.Head(pattern, rules, locked, call, bars, orders, knocks));
        Set<String> present = new HashSet<>();
        for (Member member : members) {
            present.add(member.session());
            parts.add(new RoomPart.Seat(member, receipts.get(member.session())));
        }
        negotiations.forEach(negotiation -> parts.add(new RoomPart.Negotiated(negotiation)));
        receipts.forEach((session, book) -> {
            if (!present.contains(session)) {
                parts.add(new RoomPart.Departed(session, book));
            }
        });
        return List.copyOf(parts);
    }
}
