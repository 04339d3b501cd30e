package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.TOO_LARGE;

import io.beckon.protocol.RelayedBody.Reference;
import io.beckon.room.Json;
import io.beckon.sdp.DescriptionType;
import org.jspecify.annotations.Nullable;

/** What offers, rollbacks and answers must be (RFC 9429 section 4.1.8). Their text is judged last: it is what costs. */
final class DescriptionReader {

    private final WireLimits limits;
    private final MediaSyntax media;
    private final MetadataReader metadata;

    DescriptionReader(WireLimits limits, MediaSyntax media, MetadataReader metadata) {
        this.limits = limits;
        this.media = media;
        this.metadata = metadata;
    }

    ClientMessage offer(Fields frame) throws MalformedMessage {
        Fields offer = frame.object("offer");
        Value sdp = sizedSdp(offer);
        boolean rollback = isOneOf(offer, "rollback", "offer");
        String id = Envelope.id(frame);
        String room = Envelope.room(frame);
        String to = Envelope.to(frame);
        String pc = Envelope.pc(frame);
        Reference reference = new Reference(pc, null);
        if (rollback) {
            Json body = RelayedBody.description("offer", "rollback", null, reference);
            return new ClientMessage.Rollback(id, room, to, pc, body);
        }
        Json about = metadata.ifObject(frame);
        var description = media.description(offer, required(offer, sdp), DescriptionType.OFFER);
        Json body = RelayedBody.description("offer", "offer", sdp, reference, about);
        return new ClientMessage.Offer(id, room, to, pc, description, body, Envelope.traceparent(frame));
    }

    ClientMessage answer(Fields frame) throws MalformedMessage {
        Fields answer = frame.object("answer");
        Value sdp = sizedSdp(answer);
        boolean provisional = isOneOf(answer, "pranswer", "answer");
        String id = Envelope.id(frame);
        String room = Envelope.room(frame);
        String to = Envelope.to(frame);
        Reference reference = new Reference(Envelope.pc(frame), Envelope.re(frame));
        DescriptionType type = provisional ? DescriptionType.PRANSWER : DescriptionType.ANSWER;
        var description = media.description(answer, required(answer, sdp), type);
        Json body = RelayedBody.description("answer", type.wireName(), sdp, reference);
        return new ClientMessage.Answer(id, room, to, reference.pc(), reference.re(), provisional, description, body);
    }

    private @Nullable Value sizedSdp(Fields description) throws MalformedMessage {
        Value sdp = description.text("sdp");
        if (sdp != null && sdp.isTextOver(limits.maxSdpBytes())) {
            throw description.refusal(TOO_LARGE, "sdp", "must not exceed " + limits.maxSdpBytes() + " bytes");
        }
        return sdp;
    }

    private static Value required(Fields description, @Nullable Value sdp) throws MalformedMessage {
        return sdp == null ? description.require("sdp") : sdp;
    }

    /** Whether {@code type} is the first of the two that it may be, in whatever case: enums of Java have capitals. */
    private static boolean isOneOf(Fields description, String first, String second) throws MalformedMessage {
        String type = description.requireText(
                "type",
                text -> text.equalsIgnoreCase(first) || text.equalsIgnoreCase(second),
                "must be " + first + " or " + second);
        return type.equalsIgnoreCase(first);
    }
}
