package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.room.Bar;
import io.beckon.room.DescriptionTrail;
import io.beckon.room.Member;
import io.beckon.room.Negotiation;
import io.beckon.room.OpenOffer;
import io.beckon.room.Participant;
import io.beckon.room.ReceiptBook;
import io.beckon.room.RoomPart;
import io.beckon.sdp.MediaOutline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The parts of a room as JSON. */
final class PartWriter {

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private PartWriter() {}

    static byte[] write(RoomPart part) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            write(new FrameWriter(json), part);
            json.writeEndObject();
        });
    }

    private static void write(FrameWriter to, RoomPart part) throws IOException {
        switch (part) {
            case RoomPart.Head head -> head(to, head);
            case RoomPart.Seat seat -> {
                member(to, seat.member());
                if (seat.receipts() != null) {
                    receipts(to, seat.receipts());
                }
            }
            case RoomPart.Negotiated negotiated -> negotiation(to, negotiated.negotiation());
            case RoomPart.Departed departed -> {
                to.text("session", departed.session())
                        .whole("closed", departed.receipts().closed())
                        .whole("nth", departed.receipts().nth());
                ReceiptBook.Owner owner = departed.receipts().owner();
                if (owner != null) {
                    to.text("user", owner.user()).text("userName", owner.userName());
                }
                receipts(to, departed.receipts());
            }
        }
    }

    private static void head(FrameWriter to, RoomPart.Head head) throws IOException {
        to.text("pattern", head.pattern().wireName()).flag("locked", head.locked());
        StateFields.write(to, head.rules());
        CallFields.write(to, head.call());
        to.objects("bars", List.copyOf(head.bars().entrySet()), PartWriter::bar);
        if (!head.orders().isEmpty()) {
            to.objects("orders", head.orders(), OrderFields::write);
        }
        if (!head.knocks().isEmpty()) {
            to.objects("knocks", head.knocks(), KnockFields::write);
        }
    }

    private static void bar(FrameWriter to, Map.Entry<String, Bar> bar) throws IOException {
        to.text("user", bar.getKey())
                .whole("since", bar.getValue().since())
                .whole("seconds", bar.getValue().seconds());
    }

    private static void member(FrameWriter to, Member member) throws IOException {
        Participant participant = member.participant();
        to.text("session", member.session())
                .text("peer", participant.peer())
                .text("user", participant.user())
                .text("userName", participant.userName())
                .text("name", participant.name())
                .text("role", participant.role().wireName())
                .raw(RecordFields.OPAQUE, participant.metadata())
                .whole("joined", member.joined())
                .flag("granted", member.granted())
                .flag("answers", member.answers())
                .flag("announced", member.announced());
        StateFields.write(to, member.rights());
        StateFields.write(to, member.incarnation());
        if (member.absence() != null) {
            to.text("absence", member.absence().wireName()).whole("absentSince", member.absentSince());
        }
    }

    private static void receipts(FrameWriter to, ReceiptBook book) throws IOException {
        to.text("book", packed(book.packed()));
    }

    private static String packed(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        return BASE64.encodeToString(bytes.array());
    }

    private static void negotiation(FrameWriter to, Negotiation negotiation) throws IOException {
        to.text("first", negotiation.first())
                .text("second", negotiation.second())
                .text("pc", negotiation.pc())
                .text("state", PartNames.of(negotiation.state()))
                .whole("lastOffer", negotiation.lastOffer())
                .whole("lastAnswer", StateFields.unlessZero(negotiation.lastAnswer()));
        OpenOffer open = negotiation.open();
        if (open != null) {
            to.object(
                    "open",
                    offer -> offer.whole("seq", open.seq())
                            .text("offerer", open.offerer())
                            .whole("mediaSections", open.mediaSections())
                            .flag("addressed", open.addressed())
                            .text("reservedFor", open.reservedFor())
                            .whole("armed", open.armed())
                            .whole("time", StateFields.unlessZero(open.time())));
        }
        to.object("firstTrail", trail -> trail(trail, negotiation.firstTrail()));
        to.object("secondTrail", trail -> trail(trail, negotiation.secondTrail()));
        Negotiation.Agreed agreed = negotiation.agreed();
        if (agreed != null) {
            to.object(
                    "agreed",
                    before -> before.text("state", PartNames.of(agreed.state()))
                            .object("firstTrail", trail -> trail(trail, agreed.firstTrail()))
                            .object("secondTrail", trail -> trail(trail, agreed.secondTrail())));
        }
    }

    private static void trail(FrameWriter to, DescriptionTrail trail) throws IOException {
        to.whole("sessionId", trail.sessionId()).whole("sessionVersion", trail.sessionVersion());
        outline(to, trail.outline());
        if (trail.current() != null) {
            to.wholes("currentFragments", trail.current().fingerprints());
        }
        if (trail.previous() != null) {
            to.wholes("previousFragments", trail.previous().fingerprints());
        }
    }

    /** Which m-sections a description has; left out where that is not known. */
    static void outline(FrameWriter to, MediaOutline outline) throws IOException {
        if (outline.size() > 0) {
            to.text(
                    "sections",
                    packed(outline.sections().stream()
                            .mapToLong(Long::longValue)
                            .toArray()));
        }
    }
}
