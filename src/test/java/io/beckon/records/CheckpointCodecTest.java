package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beckon.protocol.Golden;
import io.beckon.room.Bar;
import io.beckon.room.CallHead;
import io.beckon.room.CallPerson;
import io.beckon.room.DescriptionTrail;
import io.beckon.room.IceGeneration;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Knock;
import io.beckon.room.LeaveReason;
import io.beckon.room.Member;
import io.beckon.room.Move;
import io.beckon.room.Negotiation;
import io.beckon.room.OpenOffer;
import io.beckon.room.OrderReceipt;
import io.beckon.room.Outcome;
import io.beckon.room.Participant;
import io.beckon.room.Pattern;
import io.beckon.room.Receipt;
import io.beckon.room.ReceiptBook;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;
import io.beckon.room.RoomRules;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.Tally;
import io.beckon.room.World;
import io.beckon.sdp.MediaOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rooms survive being kept in parts, also in parts that were written long ago. */
class CheckpointCodecTest {

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");

    private final CheckpointCodec codec = new CheckpointCodec();

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aRoomThatWasKeptGoesOnAsIfNothingHadHappened(
            @ForAll Pattern pattern, @ForAll("moves") List<Move> before, @ForAll("moves") List<Move> after)
            throws UnreadableRecord {
        World world = World.after(pattern, before, new Tally());
        int kept = world.log().size();
        List<Room> rooms = new ArrayList<>();
        for (RoomSnapshot snapshot : world.snapshots()) {
            RoomSnapshot restored = restored(snapshot);
            assertEquals(snapshot, restored);
            assertEquals(snapshot.toString(), restored.toString());
            rooms.add(new Room(restored));
        }
        after.forEach(world::make);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = kept; i < world.log().size(); i++) {
            World.Entry entry = world.log().get(i);
            outcomes.add(rooms.get(entry.room()).apply(entry.proposal(), World.position(i)));
        }
        assertEquals(world.outcomes().subList(kept, world.outcomes().size()), outcomes);
        assertEquals(world.snapshots(), rooms.stream().map(Room::snapshot).toList());
    }

    /** Through keys and values, read in the opposite order. */
    private RoomSnapshot restored(RoomSnapshot snapshot) throws UnreadableRecord {
        Map<String, byte[]> topic = new LinkedHashMap<>();
        for (RoomPart part : snapshot.parts()) {
            topic.put(codec.key(snapshot.key(), part.name()), codec.encode(part));
        }
        assertEquals(snapshot.parts().size(), topic.size(), "parts with one key");
        List<RoomPart> parts = new ArrayList<>();
        for (Map.Entry<String, byte[]> record : topic.entrySet()) {
            CheckpointCodec.Entry entry = codec.decode(record.getKey(), record.getValue());
            assertEquals(snapshot.key(), entry.room());
            parts.add(entry.part());
        }
        return RoomSnapshot.of(snapshot.key(), parts.reversed());
    }

    static Stream<RoomPart> golden() {
        List<ReceiptBook.Entry> receipts = List.of(
                ReceiptBook.Entry.of("1", new Receipt(Receipt.Kind.ADMITTED, 1632)),
                ReceiptBook.Entry.of("2", new Receipt(Receipt.Kind.ACKNOWLEDGED, 1648)),
                ReceiptBook.Entry.of("a/b", new Receipt(Receipt.Kind.DEPARTED, 0)));
        Participant zoe =
                new Participant("p-1", "u-1", "Zoë Ångström", "Zoë", Role.HOST, Json.of("{\"avatar\":\"🦊\"}"));
        Member member = new Member(
                "s-1",
                zoe,
                1632,
                Set.of(Right.HOST),
                true,
                false,
                true,
                new Incarnation(2, "i-1"),
                LeaveReason.TIMEOUT,
                104);
        OpenOffer offer = new OpenOffer(1664, "p-1", 2, true, "p-2", 1680, 0);
        Negotiation negotiation = new Negotiation(
                "p-1",
                "p-2",
                "screen/1",
                Negotiation.State.OPEN,
                offer,
                1664,
                0,
                new DescriptionTrail(
                        4611732,
                        3,
                        MediaOutline.UNKNOWN,
                        IceGeneration.of(List.of("aB3+")),
                        IceGeneration.of(List.of("x/9z", "y"))),
                new DescriptionTrail(0, 0, MediaOutline.UNKNOWN, null, null),
                null);
        return Stream.of(
                new RoomPart.Head(
                        Pattern.BROADCAST,
                        RoomRules.DEFAULT,
                        true,
                        null,
                        new TreeMap<>(Map.of("u-2", new Bar(103, 60))),
                        List.of(),
                        List.of()),
                new RoomPart.Seat(member, ReceiptBook.of(receipts, 0, 0)),
                new RoomPart.Negotiated(negotiation),
                new RoomPart.Departed(
                        "s-0", ReceiptBook.of(receipts, 105, 1).of(new ReceiptBook.Owner("u-3", "Ünal"))));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void goldenPartsAreReadAndWritten(RoomPart part) throws Exception {
        String key = codec.key(ROOM, part.name());
        assertEquals(
                text(part.getClass().getSimpleName()),
                "{\"key\":\"" + key + "\",\"value\":" + new String(codec.encode(part), UTF_8) + "}");
        JsonNode golden = Golden.tree(text(part.getClass().getSimpleName()));
        ObjectNode value = (ObjectNode) golden.get("value");
        value.putArray("sinceLater").addNull().addObject();
        assertEquals(
                new CheckpointCodec.Entry(ROOM, part),
                codec.decode(golden.get("key").textValue(), value.toString().getBytes(UTF_8)));
    }

    /** Those had ids and username fragments as they are, and did not say who had left. */
    @ParameterizedTest
    @MethodSource("golden")
    void earlierPartsAreRead(RoomPart part) throws Exception {
        if (!(part instanceof RoomPart.Head)) {
            JsonNode earlier = Golden.tree(text("earlier/", part.getClass().getSimpleName()));
            RoomPart said = part instanceof RoomPart.Departed(String session, ReceiptBook receipts)
                    ? new RoomPart.Departed(session, receipts.of(null))
                    : part;
            assertEquals(
                    new CheckpointCodec.Entry(ROOM, said),
                    codec.decode(
                            earlier.get("key").textValue(),
                            earlier.get("value").toString().getBytes(UTF_8)));
        }
    }

    @Test
    void ordersAreKeptInTheirOrder() throws Exception {
        RoomPart.Head head = new RoomPart.Head(
                Pattern.MESH,
                RoomRules.DEFAULT,
                false,
                null,
                new TreeMap<>(),
                List.of(new OrderReceipt("o-2", 103), new OrderReceipt("o-1", 104)),
                List.of());
        assertEquals(
                new CheckpointCodec.Entry(ROOM, head), codec.decode(codec.key(ROOM, head.name()), codec.encode(head)));
    }

    @Test
    void thoseWhoKnockAreKeptInTheirOrder() throws Exception {
        Incarnation first = new Incarnation(1, "i-1");
        Knock zoe = new Knock("u-2", "Zoë", "Z", "s-2", first, Knock.State.ADMITTED, 104, 300);
        Knock ben = new Knock("u-1", "Ben", null, "s-1", first, Knock.State.WAITING, 103, 300);
        RoomPart.Head head = new RoomPart.Head(
                Pattern.MESH, RoomRules.DEFAULT, true, null, new TreeMap<>(), List.of(), List.of(zoe, ben));
        assertEquals(
                new CheckpointCodec.Entry(ROOM, head), codec.decode(codec.key(ROOM, head.name()), codec.encode(head)));
    }

    @Test
    void timesAreKept() throws Exception {
        CallPerson ben = new CallPerson("u-2", "Ben");
        CallHead call = new CallHead("c-1", ben, List.of(), Set.of("s-2"), -1, 1_700_000_000_123L);
        RoomPart.Head head =
                new RoomPart.Head(Pattern.MESH, RoomRules.DEFAULT, false, call, new TreeMap<>(), List.of(), List.of());
        assertEquals(
                head,
                codec.decode(codec.key(ROOM, head.name()), codec.encode(head)).part());
        OpenOffer offer = new OpenOffer(1664, "p-1", 2, true, null, 1664, 1_700_000_000_456L);
        DescriptionTrail none = new DescriptionTrail(0, 0, MediaOutline.UNKNOWN, null, null);
        RoomPart open = new RoomPart.Negotiated(
                new Negotiation("p-1", "p-2", "", Negotiation.State.OPEN, offer, 1664, 0, none, none, null));
        assertEquals(
                open,
                codec.decode(codec.key(ROOM, open.name()), codec.encode(open)).part());
    }

    @Test
    void whatWasAgreedBeforeAnOpenOfferIsKept() throws Exception {
        DescriptionTrail now = new DescriptionTrail(7, 3, MediaOutline.UNKNOWN, IceGeneration.of(List.of("new")), null);
        DescriptionTrail before =
                new DescriptionTrail(7, 2, MediaOutline.UNKNOWN, IceGeneration.of(List.of("old")), null);
        OpenOffer offer = new OpenOffer(1664, "p-1", 2, true, null, 1664, 0);
        RoomPart open = new RoomPart.Negotiated(new Negotiation(
                "p-1",
                "p-2",
                "",
                Negotiation.State.OPEN,
                offer,
                1664,
                1648,
                now,
                before,
                new Negotiation.Agreed(Negotiation.State.FAILED, before, before)));
        assertEquals(
                open,
                codec.decode(codec.key(ROOM, open.name()), codec.encode(open)).part());
    }

    @Test
    void aPartUnderTheKeyOfAnotherIsUnreadable() {
        RoomPart part = golden().skip(1).findFirst().orElseThrow();
        UnreadableRecord e =
                assertThrows(UnreadableRecord.class, () -> codec.decode(ROOM + "/p-2", codec.encode(part)));
        assertSame(UnreadableRecord.Kind.GARBLED, e.kind());
        assertThrows(UnreadableRecord.class, () -> codec.decode(ROOM + "", codec.encode(part)));
        assertThrows(UnreadableRecord.class, () -> codec.decode("nothing", codec.encode(part)));
    }

    @Test
    void aWatermarkIsReadAgain() throws UnreadableRecord {
        Watermark watermark = new Watermark(1L << 40, "topic-id", 120_000);
        assertEquals(watermark, codec.watermark(codec.encode(watermark)));
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Move.several();
    }

    private static String text(String part) {
        return text("", part);
    }

    private static String text(String folder, String part) {
        return GoldenRecord.text(folder + "checkpoint-" + part.toLowerCase(Locale.ROOT));
    }
}
