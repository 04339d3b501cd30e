package io.beckon.room;

import java.util.ArrayList;
import java.util.List;

/**
 * What administrators do to a room, who are no members of it. An order that was carried out is remembered for a while: if it comes
 * again it does nothing.
 */
record Orders(RoomState room, Effects effects) {

    /** Who sends what administrators say; no peer has such an id. */
    static final String SENDER = "administrator";

    /** Maximum number of orders that a room remembers, */
    static final int REMEMBERED = 16;

    /** and the number of records of the partition for which it does. */
    static final int RECORDS_REMEMBERED = Traces.RECORDS_REMEMBERED;

    void apply(Proposal.Order order) {
        if (isCarriedOut(room, order.id())) {
            effects.ordered(order.id(), OrderOutcome.DONE);
            return;
        }
        OrderOutcome outcome = room.isEmpty() ? OrderOutcome.NO_SUCH_ROOM : carryOut(order);
        effects.ordered(order.id(), outcome);
        if (outcome == OrderOutcome.DONE) {
            remember(order.id());
        }
    }

    static boolean isCarriedOut(RoomState room, String id) {
        return room.orders.stream().anyMatch(receipt -> receipt.id().equals(id));
    }

    private OrderOutcome carryOut(Proposal.Order order) {
        Moderation moderation = new Moderation(room, effects);
        switch (order.action()) {
            case Proposal.Action.Remove(var peer, var barSeconds) -> {
                Member target = room.members.byPeer(peer);
                if (target == null) {
                    return OrderOutcome.NO_SUCH_PEER;
                }
                moderation.remove(target, order.reason(), barSeconds, false);
            }
            case Proposal.Action.SetLock(var locked) -> moderation.setLock(locked);
            case Proposal.Action.Dissolve dissolve -> moderation.dissolve(null);
            case Proposal.Action.Tell(var body) ->
                effects.emit(new Audience.Everyone(null), new Event.Relayed(Event.Kind.MESSAGE, SENDER, null, body));
        }
        return OrderOutcome.DONE;
    }

    private void remember(String id) {
        List<OrderReceipt> receipts = new ArrayList<>(room.orders);
        receipts.add(new OrderReceipt(id, effects.position()));
        if (receipts.size() > REMEMBERED) {
            receipts.removeFirst();
        }
        room.orders = List.copyOf(receipts);
    }
}
