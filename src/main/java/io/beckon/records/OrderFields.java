package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.room.Json;
import io.beckon.room.OrderReceipt;
import io.beckon.room.Proposal;
import io.beckon.room.Proposal.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What records of the log and of checkpoints say of administrators' orders. */
final class OrderFields {

    private static final String REMOVE = "remove";
    private static final String LOCK = "lock";
    private static final String UNLOCK = "unlock";
    private static final String DISSOLVE = "dissolve";
    private static final String TELL = "tell";

    private OrderFields() {}

    static Json data(Proposal.Order order) {
        return order.action() instanceof Action.Tell tell ? tell.body() : Json.EMPTY_OBJECT;
    }

    static void write(FrameWriter to, Proposal.Order order) throws IOException {
        to.text("id", order.id())
                .text("issuer", order.issuer())
                .text("by", order.by())
                .text("reason", order.reason());
        switch (order.action()) {
            case Action.Remove(var peer, var barSeconds) ->
                to.text("action", REMOVE).text("peer", peer).whole("barSeconds", barSeconds);
            case Action.SetLock(var locked) -> to.text("action", locked ? LOCK : UNLOCK);
            case Action.Dissolve dissolve -> to.text("action", DISSOLVE);
            case Action.Tell tell -> to.text("action", TELL);
        }
    }

    static Proposal.Order order(RecordFields from, Json data) throws UnreadableRecord {
        return new Proposal.Order(
                from.text("id"), from.text("issuer"), from.text("by"), from.text("reason"), action(from, data));
    }

    private static Action action(RecordFields from, Json data) throws UnreadableRecord {
        return switch (from.text("action")) {
            case REMOVE -> new Action.Remove(from.text("peer"), from.number("barSeconds"));
            case LOCK -> new Action.SetLock(true);
            case UNLOCK -> new Action.SetLock(false);
            case DISSOLVE -> new Action.Dissolve();
            case TELL -> new Action.Tell(data);
            default -> throw RecordFields.garbled("action has an unknown value");
        };
    }

    static void write(FrameWriter to, OrderReceipt receipt) throws IOException {
        to.text("id", receipt.id()).whole("position", receipt.position());
    }

    static List<OrderReceipt> receipts(@Nullable List<RecordFields> all) throws UnreadableRecord {
        if (all == null) {
            return List.of();
        }
        List<OrderReceipt> receipts = new ArrayList<>(all.size());
        for (RecordFields from : all) {
            receipts.add(new OrderReceipt(from.text("id"), from.whole("position")));
        }
        return List.copyOf(receipts);
    }
}
