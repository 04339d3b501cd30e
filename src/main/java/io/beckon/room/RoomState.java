package io.beckon.room;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a room is at a position of its log: data, and what holds of it by itself. Its rules ({@link Admission}, {@link Presence},
 * {@link OfferAnswer} and the others) change it, one record after the other; {@link Room} is what others see.
 */
final class RoomState {

    /** Of one that is empty, measured. */
    private static final long WEIGHT = 720;

    final RoomKey key;
    private final int keyWeight;
    final Changes changes = new Changes();
    final Members members = new Members(changes);
    final Negotiations negotiations = new Negotiations(changes);
    final Receipts receipts = new Receipts(changes);
    final Bars bars = new Bars();

    Pattern pattern = Pattern.MESH;
    RoomRules rules = RoomRules.DEFAULT;
    boolean locked;
    /** The call that it is there for, if it is a call's. */
    @Nullable CallHead call;
    /** What administrators had done lately, oldest first; never changed in place. */
    List<OrderReceipt> orders = List.of();

    /** Who has knocked since it was locked, in that order; never changed in place. */
    List<Knock> knocks = List.of();

    private @Nullable CallHead weighedCall;
    private List<OrderReceipt> weighedOrders = List.of();
    private List<Knock> weighedKnocks = List.of();
    private long headWeight;

    RoomState(RoomKey key) {
        this.key = key;
        this.keyWeight = Footprint.object(8) + Footprint.text(key.name());
    }

    RoomState(RoomSnapshot snapshot) {
        this(snapshot.key());
        pattern = snapshot.pattern();
        rules = snapshot.rules();
        locked = snapshot.locked();
        call = snapshot.call();
        orders = snapshot.orders();
        knocks = snapshot.knocks();
        bars.putAll(snapshot.bars());
        snapshot.members().forEach(members::put);
        snapshot.negotiations().stream().map(this::shared).forEach(negotiations::put);
        receipts.restore(snapshot.receipts());
    }

    /** With the members' own texts of their ids. */
    private Negotiation shared(Negotiation kept) {
        return new Negotiation(
                members.knownId(kept.first()),
                members.knownId(kept.second()),
                kept.pc(),
                kept.state(),
                kept.open(),
                kept.lastOffer(),
                kept.lastAnswer(),
                kept.firstTrail(),
                kept.secondTrail(),
                kept.agreed());
    }

    RoomSnapshot snapshot() {
        return new RoomSnapshot(
                key,
                pattern,
                rules,
                locked,
                call,
                new TreeMap<>(bars.all()),
                orders,
                knocks,
                List.copyOf(members.all()),
                List.copyOf(negotiations.all()),
                receipts.snapshot());
    }

    RoomPart.Head head() {
        return new RoomPart.Head(pattern, rules, locked, call, new TreeMap<>(bars.all()), orders, knocks);
    }

    RoomPart.Seat seat(Member member) {
        return new RoomPart.Seat(member, receipts.ofMember(member.session()));
    }

    /** What happened too long ago to be remembered at this position. */
    void forget(long position) {
        receipts.forget(position);
        orders = OrderReceipt.remembered(orders, position);
        if (call != null && call.isForgettable(position)) {
            call = null;
        }
    }

    Reply.Admitted admitted(Member member) {
        Reply.Rostered self = new Reply.Rostered(member.participant(), member.isEverPolite());
        return new Reply.Admitted(
                member.joined(), pattern, locked, self, visibility().roster(member, 0));
    }

    Visibility visibility() {
        return new Visibility(pattern, members);
    }

    Routing routing() {
        return new Routing(pattern, members);
    }

    /** Ends the room's life if nobody is left. */
    void endIfEmpty() {
        if (members.isEmpty()) {
            negotiations.clear();
            receipts.shrink();
            bars.clear();
            knocks = List.of();
            locked = false;
            pattern = Pattern.MESH;
            rules = RoomRules.DEFAULT;
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether those on stage are told how many members there are rather than of each. */
    boolean isCrowded() {
        return pattern == Pattern.BROADCAST && members.size() > rules.rosterLimit();
    }

    /** About how much memory it takes, in bytes; costs nothing to ask. */
    long weight() {
        if (call != weighedCall || orders != weighedOrders || knocks != weighedKnocks) {
            weighHead();
        }
        return WEIGHT
                + keyWeight
                + headWeight
                + members.weight()
                + negotiations.weight()
                + receipts.weight()
                + bars.weight();
    }

    private void weighHead() {
        headWeight = call == null ? 0 : call.weight();
        for (OrderReceipt receipt : orders) {
            headWeight += receipt.weight();
        }
        for (Knock knock : knocks) {
            headWeight += knock.weight();
        }
        weighedCall = call;
        weighedOrders = orders;
        weighedKnocks = knocks;
    }

    /** Whether nothing would be lost if this room were dropped and made anew by its next record. */
    boolean isForgettable(long position) {
        forget(position);
        return members.isEmpty() && receipts.isEmpty() && orders.isEmpty() && call == null;
    }

    /** The position of the last thing that has to be remembered of it, or {@link Traces#NONE}. */
    long lastTrace() {
        long trace = Math.max(receipts.lastClosed(), call == null ? Traces.NONE : call.over());
        return orders.isEmpty() ? trace : Math.max(trace, orders.getLast().position());
    }
}
