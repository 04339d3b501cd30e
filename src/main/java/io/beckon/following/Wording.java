package io.beckon.following;

import io.beckon.protocol.CallNews;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Event;
import io.beckon.room.Participant;
import io.beckon.room.Refusal;
import io.beckon.room.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what a room says is said on the wire. */
public final class Wording {

    private Wording() {}

    /** What is relayed, as part of a trace. */
    static ServerMessage traced(String room, long seq, Event.Relayed relayed, String traceparent) {
        return new ServerMessage.Relayed(
                relayed.kind().wireName(), relayed.body(), room, seq, relayed.from(), relayed.to(), traceparent);
    }

    public static ServerMessage event(String room, long seq, Event event) {
        return switch (event) {
            case Event.PeerJoined joined ->
                new ServerMessage.PeerJoined(room, seq, participant(joined.peer(), joined.polite()));
            case Event.PeerUpdated updated ->
                new ServerMessage.PeerUpdated(room, seq, participant(updated.peer(), updated.polite()));
            case Event.PeerLeft left -> new ServerMessage.PeerLeft(room, seq, left.peer(), left.reason());
            case Event.Relayed relayed ->
                new ServerMessage.Relayed(
                        relayed.kind().wireName(), relayed.body(), room, seq, relayed.from(), relayed.to());
            case Event.NegotiationChanged changed ->
                new ServerMessage.Negotiation(
                        room,
                        seq,
                        changed.from(),
                        changed.to(),
                        changed.pc(),
                        changed.change().wireName(),
                        changed.polite());
            case Event.MuteRequested mute -> new ServerMessage.MuteRequested(room, seq, mute.from(), mute.source());
            case Event.Knocks knocks -> new ServerMessage.Knocks(room, seq, knocks.waiting());
            case Event.Locked locked -> new ServerMessage.RoomLocked(room, seq);
            case Event.Unlocked unlocked -> new ServerMessage.RoomUnlocked(room, seq);
            case Event.Closed closed -> new ServerMessage.RoomClosed(room, seq);
            case Event.CallEnded ended ->
                new ServerMessage.Call(
                        CallNews.ENDED, null, ended.call(), ended.from(), ended.to(), null, ended.reason(), null, null);
            case Event.Dismissed dismissed ->
                new ServerMessage.Left(null, room, dismissed.reason(), dismissed.message());
        };
    }

    public static ServerMessage.Joined joined(@Nullable String id, String room, int shard, Reply.Admitted admitted) {
        return new ServerMessage.Joined(
                id,
                room,
                admitted.seq(),
                admitted.pattern(),
                admitted.locked(),
                shard,
                participant(admitted.self()),
                participants(admitted.roster()),
                admitted.roster().count());
    }

    public static List<ServerMessage.Participant> participants(Reply.Roster roster) {
        return roster.participants().stream().map(Wording::participant).toList();
    }

    private static ServerMessage.Participant participant(Reply.Rostered rostered) {
        return participant(rostered.participant(), rostered.polite());
    }

    private static ServerMessage.Participant participant(Participant peer, boolean polite) {
        return new ServerMessage.Participant(
                peer.peer(), peer.user(), peer.userName(), peer.name(), peer.role(), peer.metadata(), polite);
    }

    public static ServerMessage refused(@Nullable String id, @Nullable String room, Reply.Refused refused) {
        return new ServerMessage.ErrorMessage(
                id, code(refused.refusal()), refused.message(), refused.field(), room, refused.retryable(), null);
    }

    public static ServerMessage.ErrorMessage error(
            @Nullable String id, @Nullable String room, ErrorCode code, String message) {
        return error(id, room, code, message, null);
    }

    public static ServerMessage.ErrorMessage error(
            @Nullable String id, @Nullable String room, ErrorCode code, String message, @Nullable String field) {
        return new ServerMessage.ErrorMessage(id, code, message, field, room, code.isRetryable(), null);
    }

    public static ServerMessage.ErrorMessage notInRoom(@Nullable String id, @Nullable String room) {
        return error(id, room, ErrorCode.NOT_IN_ROOM, "not a participant of the room");
    }

    public static ServerMessage unavailable(@Nullable String id, @Nullable String room) {
        return error(
                id,
                room,
                ErrorCode.UNAVAILABLE,
                "what became of this frame is not known: send it again with the same id");
    }

    /** Nothing has become of it: it may be tried again after a while. */
    public static ServerMessage unavailableFor(@Nullable String id, String why, long millis) {
        return new ServerMessage.ErrorMessage(id, ErrorCode.UNAVAILABLE, why, null, null, true, millis);
    }

    private static ErrorCode code(Refusal refusal) {
        return switch (refusal) {
            case NOT_IN_ROOM -> ErrorCode.NOT_IN_ROOM;
            case NO_SUCH_PEER -> ErrorCode.NO_SUCH_PEER;
            case NOT_ALLOWED -> ErrorCode.NOT_ALLOWED;
            case WRONG_STATE -> ErrorCode.WRONG_STATE;
            case ROOM_FULL -> ErrorCode.ROOM_FULL;
            case ROOM_LOCKED -> ErrorCode.ROOM_LOCKED;
            case ALREADY_JOINED -> ErrorCode.ALREADY_JOINED;
            case BAD_SDP -> ErrorCode.BAD_SDP;
            case BAD_MESSAGE -> ErrorCode.BAD_MESSAGE;
            case NO_SUCH_CALL -> ErrorCode.NO_SUCH_CALL;
            case RESUME_EXPIRED -> ErrorCode.RESUME_EXPIRED;
        };
    }
}
