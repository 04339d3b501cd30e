package io.beckon.protocol;

import io.beckon.json.FrameWriter;
import io.beckon.protocol.ServerMessage.IceServer;
import io.beckon.protocol.ServerMessage.IceServers;
import io.beckon.protocol.ServerMessage.Resumed;
import io.beckon.protocol.ServerMessage.ResumedRoom;
import io.beckon.protocol.ServerMessage.Welcome;
import java.io.IOException;
import java.util.Map;

/** The members of frames that concern a session rather than a room. */
final class SessionFrames {

    private static final String PROTOCOL = "signaling.v1";

    private SessionFrames() {}

    static void welcome(FrameWriter frame, Welcome welcome) throws IOException {
        frame.text("session", welcome.session())
                .text("secret", welcome.secret())
                .object(
                        "user",
                        user -> user.text("id", welcome.user().id())
                                .text("name", welcome.user().name()))
                .instant("expiresAt", welcome.expiresAt())
                .objects("iceServers", welcome.iceServers(), SessionFrames::iceServer)
                .whole("heartbeatSeconds", welcome.heartbeatSeconds())
                .whole("resumeWindowSeconds", welcome.resumeWindowSeconds())
                .object("limits", limits -> {
                    for (Map.Entry<String, Long> limit : welcome.limits().entrySet()) {
                        limits.whole(limit.getKey(), limit.getValue());
                    }
                })
                .text("protocol", PROTOCOL)
                .text("node", welcome.node());
    }

    static void resumed(FrameWriter frame, Resumed resumed) throws IOException {
        frame.text("id", resumed.id())
                .text("session", resumed.session())
                .text("secret", resumed.secret())
                .instant("expiresAt", resumed.expiresAt())
                .objects("iceServers", resumed.iceServers(), SessionFrames::iceServer)
                .objects("calls", resumed.calls(), CallFrames::resumed)
                .object("rooms", rooms -> {
                    for (Map.Entry<String, ResumedRoom> room : resumed.rooms().entrySet()) {
                        rooms.object(room.getKey(), members -> room(members, room.getValue()));
                    }
                });
    }

    private static void room(FrameWriter frame, ResumedRoom room) throws IOException {
        if (room.seq() == null) {
            ErrorCode error = room.error() == null ? ErrorCode.RESUME_EXPIRED : room.error();
            frame.text("error", error.wireName());
        } else {
            frame.whole("seq", room.seq())
                    .objects("participants", room.participants(), RoomFrames::participant)
                    .whole("participantCount", room.participantCount())
                    .whole("missed", room.missed());
        }
    }

    static void iceServers(FrameWriter frame, IceServers ice) throws IOException {
        frame.objects("iceServers", ice.iceServers(), SessionFrames::iceServer).instant("expiresAt", ice.expiresAt());
    }

    private static void iceServer(FrameWriter frame, IceServer server) throws IOException {
        frame.texts("urls", server.urls()).text("username", server.username()).text("credential", server.credential());
    }
}
