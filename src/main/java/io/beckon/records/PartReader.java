package io.beckon.records;

import io.beckon.room.Bar;
import io.beckon.room.DescriptionTrail;
import io.beckon.room.IceGeneration;
import io.beckon.room.LeaveReason;
import io.beckon.room.Member;
import io.beckon.room.Negotiation;
import io.beckon.room.OpenOffer;
import io.beckon.room.Participant;
import io.beckon.room.Pattern;
import io.beckon.room.Receipt;
import io.beckon.room.ReceiptBook;
import io.beckon.room.Role;
import io.beckon.room.RoomPart;
import io.beckon.sdp.MediaOutline;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@link PartWriter} has written, as parts again. */
final class PartReader {

    private PartReader() {}

    static RoomPart head(RecordFields from) throws UnreadableRecord {
        Map<String, Bar> bars = new TreeMap<>();
        for (RecordFields bar : from.objects("bars")) {
            bars.put(bar.text("user"), new Bar(bar.whole("since"), bar.number("seconds")));
        }
        return new RoomPart.Head(
                from.oneOf("pattern", Pattern.values(), Pattern::wireName),
                StateFields.rules(from),
                from.flag("locked"),
                CallFields.headIfAny(from),
                bars,
                OrderFields.receipts(from.objectsIfAny("orders")),
                KnockFields.knocks(from.objectsIfAny("knocks")));
    }

    static RoomPart seat(RecordFields from) throws UnreadableRecord {
        return new RoomPart.Seat(member(from), receipts(from, 0, 0));
    }

    static RoomPart departed(RecordFields from) throws UnreadableRecord {
        ReceiptBook receipts = receipts(from, from.whole("closed"), from.number("nth"));
        if (receipts == null) {
            throw RecordFields.garbled("receipts are missing");
        }
        String user = from.textIfAny("user");
        ReceiptBook.Owner owner = user == null ? null : new ReceiptBook.Owner(user, from.text("userName"));
        return new RoomPart.Departed(from.text("session"), receipts.of(owner));
    }

    private static Member member(RecordFields from) throws UnreadableRecord {
        Participant participant = new Participant(
                from.text("peer"),
                from.text("user"),
                from.text("userName"),
                from.textIfAny("name"),
                from.oneOf("role", Role.values(), Role::wireName),
                from.opaque(RecordFields.OPAQUE));
        LeaveReason absence = from.oneOfIfAny("absence", LeaveReason.values(), LeaveReason::wireName);
        return new Member(
                from.text("session"),
                participant,
                from.whole("joined"),
                StateFields.rights(from),
                from.flag("granted"),
                from.flag("answers"),
                from.flag("announced"),
                StateFields.incarnation(from),
                absence,
                absence == null ? 0 : from.whole("absentSince"));
    }

    private static @Nullable ReceiptBook receipts(RecordFields from, long closed, int nth) throws UnreadableRecord {
        String book = from.textIfAny("book");
        if (book == null) {
            return earlierReceipts(from.objectsIfAny("receipts"), closed, nth);
        }
        try {
            return ReceiptBook.unpacked(unpacked("book", book), closed, nth);
        } catch (IllegalArgumentException e) {
            throw RecordFields.garbled("book is none");
        }
    }

    private static long[] unpacked(String name, String text) throws UnreadableRecord {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length % Long.BYTES == 0) {
                long[] numbers = new long[bytes.length / Long.BYTES];
                ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
                return numbers;
            }
        } catch (IllegalArgumentException e) {
            // The same as a part of a number.
        }
        throw RecordFields.garbled(name + " is none");
    }

    /** Older checkpoints have each with the id itself. */
    private static @Nullable ReceiptBook earlierReceipts(@Nullable List<RecordFields> all, long closed, int nth)
            throws UnreadableRecord {
        if (all == null) {
            return null;
        }
        List<ReceiptBook.Entry> receipts = new ArrayList<>(all.size());
        for (RecordFields receipt : all) {
            Receipt.Kind kind = receipt.oneOf("kind", Receipt.Kind.values(), PartNames::of);
            receipts.add(ReceiptBook.Entry.of(receipt.text("id"), new Receipt(kind, receipt.whole("seq"))));
        }
        return ReceiptBook.of(receipts, closed, nth);
    }

    static RoomPart negotiated(RecordFields from) throws UnreadableRecord {
        return new RoomPart.Negotiated(new Negotiation(
                from.text("first"),
                from.text("second"),
                from.text("pc"),
                from.oneOf("state", Negotiation.State.values(), PartNames::of),
                offer(from.objectIfAny("open")),
                from.whole("lastOffer"),
                StateFields.wholeOrZero(from, "lastAnswer"),
                trail(from.object("firstTrail")),
                trail(from.object("secondTrail")),
                agreed(from.objectIfAny("agreed"))));
    }

    /** Older checkpoints have none. */
    private static Negotiation.@Nullable Agreed agreed(@Nullable RecordFields from) throws UnreadableRecord {
        return from == null
                ? null
                : new Negotiation.Agreed(
                        from.oneOf("state", Negotiation.State.values(), PartNames::of),
                        trail(from.object("firstTrail")),
                        trail(from.object("secondTrail")));
    }

    private static @Nullable OpenOffer offer(@Nullable RecordFields from) throws UnreadableRecord {
        return from == null
                ? null
                : new OpenOffer(
                        from.whole("seq"),
                        from.text("offerer"),
                        from.number("mediaSections"),
                        from.flag("addressed"),
                        from.textIfAny("reservedFor"),
                        from.whole("armed"),
                        StateFields.wholeOrZero(from, "time"));
    }

    private static DescriptionTrail trail(RecordFields from) throws UnreadableRecord {
        return new DescriptionTrail(
                from.whole("sessionId"),
                from.whole("sessionVersion"),
                outline(from),
                generation(from, "current"),
                generation(from, "previous"));
    }

    /** Older records and checkpoints have none. */
    static MediaOutline outline(RecordFields from) throws UnreadableRecord {
        String sections = from.textIfAny("sections");
        return sections == null
                ? MediaOutline.UNKNOWN
                : MediaOutline.of(
                        Arrays.stream(unpacked("sections", sections)).boxed().toList());
    }

    /** Older checkpoints have the fragments themselves. */
    private static @Nullable IceGeneration generation(RecordFields from, String name) throws UnreadableRecord {
        List<Long> fingerprints = from.wholesIfAny(name + "Fragments");
        if (fingerprints != null) {
            return IceGeneration.ofFingerprints(fingerprints);
        }
        List<String> fragments = from.textsIfAny(name);
        return fragments == null ? null : IceGeneration.of(fragments);
    }
}
