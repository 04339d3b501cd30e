package io.beckon.room;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a room's state that can be kept by itself; all of a room's parts together are its snapshot. */
public sealed interface RoomPart {

    PartName name();

    /** What concerns the room as a whole. */
    record Head(
            Pattern pattern,
            RoomRules rules,
            boolean locked,
            @Nullable CallHead call,
            Map<String, Bar> bars,
            List<OrderReceipt> orders,
            List<Knock> knocks)
            implements RoomPart {
        @Override
        public PartName name() {
            return new PartName.OfHead();
        }
    }

    /** A member, and its receipts if it has any. */
    record Seat(Member member, @Nullable ReceiptBook receipts) implements RoomPart {
        @Override
        public PartName name() {
            return new PartName.OfMember(member.peer());
        }
    }

    /** What two members negotiate. */
    record Negotiated(Negotiation negotiation) implements RoomPart {
        @Override
        public PartName name() {
            return PartName.OfNegotiation.of(negotiation);
        }
    }

    /** The receipts of one who has left. */
    record Departed(String session, ReceiptBook receipts) implements RoomPart {
        @Override
        public PartName name() {
            return new PartName.OfDeparted(session);
        }
    }
}
