package io.beckon.protocol;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.protocol.ServerMessage.Ack;
import io.beckon.protocol.ServerMessage.Call;
import io.beckon.protocol.ServerMessage.ErrorMessage;
import io.beckon.protocol.ServerMessage.GoingAway;
import io.beckon.protocol.ServerMessage.IceServers;
import io.beckon.protocol.ServerMessage.Joined;
import io.beckon.protocol.ServerMessage.Knocking;
import io.beckon.protocol.ServerMessage.Knocks;
import io.beckon.protocol.ServerMessage.Left;
import io.beckon.protocol.ServerMessage.MuteRequested;
import io.beckon.protocol.ServerMessage.Negotiation;
import io.beckon.protocol.ServerMessage.PeerJoined;
import io.beckon.protocol.ServerMessage.PeerLeft;
import io.beckon.protocol.ServerMessage.PeerUpdated;
import io.beckon.protocol.ServerMessage.Pong;
import io.beckon.protocol.ServerMessage.Refreshed;
import io.beckon.protocol.ServerMessage.Relayed;
import io.beckon.protocol.ServerMessage.Resumed;
import io.beckon.protocol.ServerMessage.RoomClosed;
import io.beckon.protocol.ServerMessage.RoomLocked;
import io.beckon.protocol.ServerMessage.RoomStats;
import io.beckon.protocol.ServerMessage.RoomUnlocked;
import io.beckon.protocol.ServerMessage.Roster;
import io.beckon.protocol.ServerMessage.TokenExpiring;
import io.beckon.protocol.ServerMessage.Welcome;
import java.io.IOException;
import java.util.Arrays;

/** Frames to clients as JSON: {@code type} first, then the members in the order of the contract. */
final class MessageWriter {

    private MessageWriter() {}

    static byte[] write(ServerMessage message) {
        return switch (message) {
            case Relayed relayed -> relayed(relayed);
            case Welcome welcome -> frame("welcome", frame -> SessionFrames.welcome(frame, welcome));
            case Resumed resumed -> frame("resumed", frame -> SessionFrames.resumed(frame, resumed));
            case Joined joined -> frame("joined", frame -> RoomFrames.joined(frame, joined));
            case Roster roster -> frame("roster", frame -> RoomFrames.roster(frame, roster));
            case PeerJoined(var room, var seq, var peer) ->
                frame("peer-joined", f -> RoomFrames.peer(f, room, seq, peer));
            case PeerUpdated(var room, var seq, var peer) ->
                frame("peer-updated", f -> RoomFrames.peer(f, room, seq, peer));
            case PeerLeft left -> frame("peer-left", frame -> RoomFrames.peerLeft(frame, left));
            case Left left -> frame("left", frame -> RoomFrames.left(frame, left));
            case Negotiation negotiation -> frame("negotiation", frame -> RoomFrames.negotiation(frame, negotiation));
            case RoomStats stats -> frame("room-stats", frame -> RoomFrames.stats(frame, stats));
            case MuteRequested mute -> frame("mute-requested", frame -> RoomFrames.muteRequested(frame, mute));
            case Knocks knocks -> frame("knocks", frame -> RoomFrames.knocks(frame, knocks));
            case Knocking(var id, var room, var state) ->
                frame("knocking", f -> f.text("id", id).text("room", room).text("state", state.wireName()));
            case RoomClosed(var room, var seq) -> frame("room-closed", frame -> RoomFrames.place(frame, room, seq));
            case RoomLocked(var room, var seq) -> frame("room-locked", frame -> RoomFrames.place(frame, room, seq));
            case RoomUnlocked(var room, var seq) -> frame("room-unlocked", frame -> RoomFrames.place(frame, room, seq));
            case Call call -> frame(call.news().wireName(), frame -> CallFrames.call(frame, call));
            case Ack(var id, var room, var seq) ->
                frame("ack", frame -> frame.text("id", id).text("room", room).whole("seq", seq));
            case ErrorMessage error -> frame("error", frame -> error(frame, error));
            case Refreshed(var id, var expiresAt) ->
                frame("refreshed", frame -> frame.text("id", id).instant("expiresAt", expiresAt));
            case TokenExpiring(var expiresAt) ->
                frame("token-expiring", frame -> frame.instant("expiresAt", expiresAt));
            case IceServers ice -> frame("ice-servers", frame -> SessionFrames.iceServers(frame, ice));
            case GoingAway(var reconnectInMs) ->
                frame("going-away", frame -> frame.whole("reconnectInMs", reconnectInMs));
            case Pong(var id) -> frame("pong", frame -> frame.text("id", id));
        };
    }

    private static byte[] frame(String type, FrameWriter.Members members) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            members.writeTo(new FrameWriter(json).text("type", type));
            json.writeEndObject();
        });
    }

    /** The body is a whole object that was checked when it came: what is in it follows as it is, without being read again. */
    private static byte[] relayed(Relayed relayed) {
        byte[] body = relayed.body().utf8();
        byte[] start = JsonBytes.of(json -> {
            json.writeStartObject();
            new FrameWriter(json)
                    .text("type", relayed.type())
                    .text("room", relayed.room())
                    .whole("seq", relayed.seq())
                    .text("from", relayed.from())
                    .text("to", relayed.to())
                    .text("traceparent", relayed.traceparent());
        });
        boolean empty = body.length == 2;
        int length = start.length + (empty ? 1 : body.length);
        byte[] frame = Arrays.copyOf(start, length);
        System.arraycopy(body, 0, frame, start.length, length - start.length);
        frame[start.length] = (byte) (empty ? '}' : ',');
        return frame;
    }

    private static void error(FrameWriter frame, ErrorMessage error) throws IOException {
        frame.text("id", error.id())
                .text("code", error.code().wireName())
                .text("message", error.message())
                .text("field", error.field())
                .text("room", error.room())
                .flag("retryable", error.retryable())
                .whole("retryAfterMs", error.retryAfterMs());
    }
}
