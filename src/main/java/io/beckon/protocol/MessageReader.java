package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_MESSAGE;
import static io.beckon.protocol.ErrorCode.TOO_LARGE;
import static io.beckon.protocol.ErrorCode.UNKNOWN_TYPE;

import io.beckon.json.JsonBytes;
import io.beckon.protocol.RelayedBody.Reference;
import io.beckon.room.Json;
import io.beckon.room.TransportState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The meaning of a frame that was read: which message it is and whether its fields keep the contract. */
final class MessageReader {

    /** States of an RTCPeerConnection before there is anything to say, and those that only ICE has (W3C WebRTC sections 4.3.3 and 4.3.4). */
    private static final Set<String> UNREPORTED = Set.of("new", "connecting", "checking", "completed");

    private final WireLimits limits;
    private final DescriptionReader descriptions;
    private final CandidateReader candidates;
    private final MembershipReader membership;
    private final CallReader calls;

    MessageReader(WireLimits limits, MediaSyntax media) {
        this.limits = limits;
        this.descriptions = new DescriptionReader(limits, media, new MetadataReader(limits.maxDataBytes()));
        this.candidates = new CandidateReader(limits, media);
        MetadataReader metadata = new MetadataReader(limits.maxMetadataBytes());
        this.membership = new MembershipReader(metadata);
        this.calls = new CallReader(metadata);
    }

    /**
     * Judges a whole frame. {@code foreign} is the path of something in it that JSON cannot say; such a frame is refused, but not
     * before its type is known.
     */
    ClientMessage read(Fields frame, @Nullable String foreign) throws MalformedMessage {
        try {
            return judge(frame, foreign);
        } catch (MalformedMessage e) {
            throw e.from(Sender.of(frame));
        }
    }

    private ClientMessage judge(Fields frame, @Nullable String foreign) throws MalformedMessage {
        String type = Fields.textOf(frame.requireText("type"));
        MessageType known = MessageType.of(type);
        if (known == null) {
            throw frame.refusal(UNKNOWN_TYPE, "type", "is not known");
        }
        if (foreign != null) {
            throw MalformedMessage.of(
                    BAD_MESSAGE, foreign.isEmpty() ? null : foreign, "the frame has a value that JSON cannot say");
        }
        return read(known, frame);
    }

    private ClientMessage read(MessageType type, Fields frame) throws MalformedMessage {
        return switch (type) {
            case JOIN -> membership.join(frame);
            case UPDATE -> membership.update(frame);
            case RESUME -> membership.resume(frame);
            case REFRESH -> new ClientMessage.Refresh(Envelope.id(frame), Fields.textOf(frame.requireText("token")));
            case LEAVE -> new ClientMessage.Leave(Envelope.id(frame), Envelope.room(frame));
            case OFFER -> descriptions.offer(frame);
            case ANSWER -> descriptions.answer(frame);
            case REJECT -> reject(frame);
            case ICE_CANDIDATE -> candidates.read(frame);
            case CONNECTION_STATE -> connectionState(frame);
            case MESSAGE -> message(frame);
            case ROSTER -> roster(frame);
            case CALL -> calls.call(frame);
            case ACCEPT -> calls.answer(frame, ClientMessage.CallStep.Kind.ACCEPT);
            case DECLINE -> calls.answer(frame, ClientMessage.CallStep.Kind.DECLINE);
            case CANCEL -> calls.answer(frame, ClientMessage.CallStep.Kind.CANCEL);
            case HANGUP -> calls.answer(frame, ClientMessage.CallStep.Kind.HANGUP);
            case KICK -> membership.kick(frame);
            case SET_ROLE -> membership.setRole(frame);
            case MUTE -> membership.mute(frame);
            case KNOCK -> membership.knock(frame);
            case ADMIT -> membership.answerKnock(frame, true);
            case REFUSE -> membership.answerKnock(frame, false);
            case LOCK -> new ClientMessage.Lock(Envelope.id(frame), Envelope.room(frame));
            case UNLOCK -> new ClientMessage.Unlock(Envelope.id(frame), Envelope.room(frame));
            case CLOSE_ROOM -> new ClientMessage.CloseRoom(Envelope.id(frame), Envelope.room(frame));
            case PING -> new ClientMessage.Ping(Envelope.id(frame));
        };
    }

    private static ClientMessage reject(Fields frame) throws MalformedMessage {
        Reference reference = new Reference(Envelope.pc(frame), Envelope.re(frame));
        return new ClientMessage.Reject(
                Envelope.id(frame),
                Envelope.room(frame),
                Envelope.to(frame),
                reference.pc(),
                reference.re(),
                RelayedBody.reject(reference, Envelope.reason(frame)));
    }

    /** Applications pass on whatever their connections report: what is news to nobody is refused, but no offence. */
    private static ClientMessage connectionState(Fields frame) throws MalformedMessage {
        Value state = frame.get("state");
        if (state != null && state.isText() && UNREPORTED.contains(Fields.textOf(state))) {
            throw frame.bad("state", "need not be said: only connected, disconnected, failed and closed are")
                    .forgiven();
        }
        return new ClientMessage.ConnectionState(
                Envelope.id(frame),
                Envelope.room(frame),
                Envelope.requirePeer(frame),
                Envelope.pc(frame),
                frame.requireOneOf("state", TransportState.values(), TransportState::wireName));
    }

    private ClientMessage message(Fields frame) throws MalformedMessage {
        Json body = RelayedBody.message(data(frame, limits));
        return new ClientMessage.Message(Envelope.id(frame), Envelope.room(frame), Envelope.to(frame), body);
    }

    /** As compact JSON. */
    static Json data(Fields frame, WireLimits limits) throws MalformedMessage {
        Value data = frame.require("data");
        Json compact;
        try {
            compact = new Json(JsonBytes.of(json -> CompactJson.copy(data, json)));
        } catch (ArithmeticException e) {
            throw frame.bad("data", "has a number beyond double precision");
        }
        if (compact.size() > limits.maxDataBytes()) {
            throw frame.refusal(
                    TOO_LARGE, "data", "must not exceed " + limits.maxDataBytes() + " bytes as compact JSON");
        }
        return compact;
    }

    private static ClientMessage roster(Fields frame) throws MalformedMessage {
        return new ClientMessage.Roster(
                Envelope.id(frame),
                Envelope.room(frame),
                frame.text("after", WireSyntax::isCursor, "must be what next said"));
    }
}
