package io.beckon.protocol;

import io.beckon.json.FrameWriter;
import io.beckon.protocol.ServerMessage.Joined;
import io.beckon.protocol.ServerMessage.Knocks;
import io.beckon.protocol.ServerMessage.Left;
import io.beckon.protocol.ServerMessage.MuteRequested;
import io.beckon.protocol.ServerMessage.Negotiation;
import io.beckon.protocol.ServerMessage.Participant;
import io.beckon.protocol.ServerMessage.PeerLeft;
import io.beckon.protocol.ServerMessage.RoomStats;
import io.beckon.protocol.ServerMessage.Roster;
import io.beckon.room.Knocker;
import io.beckon.room.Role;
import java.io.IOException;
import java.util.Map;

/** The members of frames that concern a room. */
final class RoomFrames {

    private RoomFrames() {}

    static void joined(FrameWriter frame, Joined joined) throws IOException {
        place(frame.text("id", joined.id()), joined.room(), joined.seq());
        frame.text("pattern", joined.pattern().wireName());
        if (joined.locked()) {
            frame.flag("locked", true);
        }
        frame.whole("shard", joined.shard())
                .object("self", self -> participant(self, joined.self()))
                .objects("participants", joined.participants(), RoomFrames::participant)
                .whole("participantCount", joined.participantCount());
    }

    static void roster(FrameWriter frame, Roster roster) throws IOException {
        frame.text("id", roster.id())
                .text("room", roster.room())
                .objects("participants", roster.participants(), RoomFrames::participant)
                .text("next", roster.next());
    }

    static void peer(FrameWriter frame, String room, long seq, Participant peer) throws IOException {
        place(frame, room, seq).object("peer", members -> participant(members, peer));
    }

    static void peerLeft(FrameWriter frame, PeerLeft left) throws IOException {
        place(frame, left.room(), left.seq())
                .text("peer", left.peer())
                .text("reason", left.reason().wireName());
    }

    static void left(FrameWriter frame, Left left) throws IOException {
        frame.text("id", left.id())
                .text("room", left.room())
                .text("reason", left.reason() == null ? null : left.reason().wireName())
                .text("message", left.message());
    }

    static void negotiation(FrameWriter frame, Negotiation negotiation) throws IOException {
        place(frame, negotiation.room(), negotiation.seq())
                .text("from", negotiation.from())
                .text("to", negotiation.to())
                .text("pc", negotiation.pc().isEmpty() ? null : negotiation.pc())
                .text("state", negotiation.state())
                .text("polite", negotiation.polite());
    }

    static void stats(FrameWriter frame, RoomStats stats) throws IOException {
        frame.text("room", stats.room()).object("counts", counts -> {
            for (Map.Entry<Role, Integer> count : stats.counts().entrySet()) {
                counts.whole(count.getKey().wireName(), count.getValue());
            }
        });
    }

    static void muteRequested(FrameWriter frame, MuteRequested mute) throws IOException {
        place(frame, mute.room(), mute.seq())
                .text("from", mute.from())
                .text("source", mute.source().wireName());
    }

    static void knocks(FrameWriter frame, Knocks knocks) throws IOException {
        place(frame, knocks.room(), knocks.seq()).objects("waiting", knocks.waiting(), RoomFrames::knocker);
    }

    private static void knocker(FrameWriter frame, Knocker knocker) throws IOException {
        frame.text("user", knocker.user()).text("userName", knocker.userName()).text("name", knocker.name());
    }

    static FrameWriter place(FrameWriter frame, String room, long seq) throws IOException {
        return frame.text("room", room).whole("seq", seq);
    }

    static void participant(FrameWriter frame, Participant participant) throws IOException {
        frame.text("peer", participant.peer())
                .text("user", participant.user())
                .text("userName", participant.userName())
                .text("name", participant.name())
                .text("role", participant.role().wireName())
                .raw("metadata", participant.metadata())
                .flag("polite", participant.polite());
    }
}
