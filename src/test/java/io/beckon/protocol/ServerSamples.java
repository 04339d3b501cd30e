package io.beckon.protocol;

import io.beckon.protocol.ServerMessage.Ack;
import io.beckon.protocol.ServerMessage.Call;
import io.beckon.protocol.ServerMessage.ErrorMessage;
import io.beckon.protocol.ServerMessage.GoingAway;
import io.beckon.protocol.ServerMessage.IceServer;
import io.beckon.protocol.ServerMessage.IceServers;
import io.beckon.protocol.ServerMessage.Joined;
import io.beckon.protocol.ServerMessage.Knocking;
import io.beckon.protocol.ServerMessage.Knocks;
import io.beckon.protocol.ServerMessage.Left;
import io.beckon.protocol.ServerMessage.MuteRequested;
import io.beckon.protocol.ServerMessage.Negotiation;
import io.beckon.protocol.ServerMessage.Participant;
import io.beckon.protocol.ServerMessage.PeerJoined;
import io.beckon.protocol.ServerMessage.PeerLeft;
import io.beckon.protocol.ServerMessage.PeerUpdated;
import io.beckon.protocol.ServerMessage.Pong;
import io.beckon.protocol.ServerMessage.Refreshed;
import io.beckon.protocol.ServerMessage.Relayed;
import io.beckon.protocol.ServerMessage.Resumed;
import io.beckon.protocol.ServerMessage.ResumedCall;
import io.beckon.protocol.ServerMessage.ResumedRoom;
import io.beckon.protocol.ServerMessage.RoomClosed;
import io.beckon.protocol.ServerMessage.RoomLocked;
import io.beckon.protocol.ServerMessage.RoomStats;
import io.beckon.protocol.ServerMessage.RoomUnlocked;
import io.beckon.protocol.ServerMessage.Roster;
import io.beckon.protocol.ServerMessage.TokenExpiring;
import io.beckon.protocol.ServerMessage.User;
import io.beckon.protocol.ServerMessage.Welcome;
import io.beckon.room.CallPerson;
import io.beckon.room.Json;
import io.beckon.room.Knock;
import io.beckon.room.Knocker;
import io.beckon.room.LeaveReason;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A frame of each type to a client, by the name of its golden frame. */
final class ServerSamples {

    private static final String ROOM = "daily stand-up";
    private static final String ZOE_ID = "p4Zk9wQ1nXr7sT2vB8yC5d";
    private static final String BOB_ID = "q8Lm3xW6bNf1hJ5kD0aSzE";
    private static final String SESSION = "s1Vu7cGq2Yp9Rt4Mw6Ke3A";
    private static final String SECRET = "k0Hb5iOx8Zl2Uf7Nj4Dg1W";
    private static final Instant EXPIRY = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CALL = "c7Rm2kYv0Lx4Pq9Zs1Wd6F";
    private static final CallPerson ALICE = new CallPerson("u-1", "Zoë Müller");
    private static final CallPerson ROB = new CallPerson("u-2", "Bob");
    private static final CallPerson CAROL = new CallPerson("u-3", "u-3");
    private static final Participant ZOE =
            new Participant(ZOE_ID, "u-1", "Zoë Müller", "Zoë", Role.HOST, Json.of("{\"device\":\"laptop\"}"), false);
    private static final Participant BOB =
            new Participant(BOB_ID, "u-2", "Bob", null, Role.PARTICIPANT, Json.EMPTY_OBJECT, true);
    private static final List<IceServer> ICE = List.of(
            new IceServer(List.of("stun:stun.example.org"), null, null),
            new IceServer(
                    List.of("turn:turn.example.org?transport=udp", "turns:turn.example.org:443"),
                    "1767225600:zoe",
                    "Zm9vYmFy"));

    private ServerSamples() {}

    static Map<String, ServerMessage> all() {
        Map<String, ServerMessage> all = new LinkedHashMap<>();
        sessions(all);
        rooms(all);
        calls(all);
        relayed(all);
        return all;
    }

    private static void calls(Map<String, ServerMessage> all) {
        Json metadata = Json.of("{\"video\":true}");
        all.put("calling", new Call(CallNews.CALLING, "20", CALL, ALICE, List.of(ROB), null, null, EXPIRY, null));
        all.put(
                "calling-group",
                new Call(CallNews.CALLING, "21", CALL, ALICE, List.of(ROB, CAROL), null, null, EXPIRY, null));
        all.put(
                "incoming-call",
                new Call(CallNews.INCOMING_CALL, null, CALL, ALICE, List.of(ROB), null, null, EXPIRY, metadata));
        all.put(
                "accepted",
                new Call(CallNews.ACCEPTED, null, CALL, ALICE, List.of(ROB), "call:" + CALL, null, null, null));
        all.put("ended", new Call(CallNews.ENDED, null, CALL, ALICE, List.of(ROB), null, "hangup", null, null));
        for (CallNews news : List.of(
                CallNews.RINGING,
                CallNews.ANSWERED_ELSEWHERE,
                CallNews.DECLINED,
                CallNews.BUSY,
                CallNews.NO_ANSWER,
                CallNews.CANCELLED)) {
            all.put(news.wireName(), new Call(news, null, CALL, ALICE, List.of(ROB), null, null, null, null));
        }
    }

    private static void sessions(Map<String, ServerMessage> all) {
        Map<String, Long> limits = new LinkedHashMap<>();
        limits.put("maxFrameBytes", 524288L);
        limits.put("framesPerSecond", 50L);
        limits.put("framesBurst", 200L);
        limits.put("resendIds", 256L);
        all.put(
                "welcome",
                new Welcome(SESSION, SECRET, new User("u-1", "Zoë Müller"), EXPIRY, ICE, 25, 30, limits, "node-1"));
        Map<String, ResumedRoom> rooms = new LinkedHashMap<>();
        rooms.put(ROOM, new ResumedRoom(4096L, List.of(ZOE, BOB), 2, 3, null));
        rooms.put("gone", new ResumedRoom(null, List.of(), 0, 0, ErrorCode.RESUME_EXPIRED));
        List<ResumedCall> calls = List.of(
                new ResumedCall(CALL, "ringing", ALICE, List.of(ROB), null),
                new ResumedCall(CALL, "accepted", ALICE, List.of(ROB, CAROL), "call:" + CALL));
        all.put("resumed", new Resumed("13", SESSION, SECRET, EXPIRY, ICE, calls, rooms));
        all.put("refreshed", new Refreshed("30", EXPIRY));
        all.put("token-expiring", new TokenExpiring(EXPIRY));
        all.put("ice-servers", new IceServers(ICE, EXPIRY));
        all.put("going-away", new GoingAway(1500));
        all.put(
                "error",
                new ErrorMessage("3", ErrorCode.RATE_LIMITED, "Too many frames", "offer.sdp", ROOM, true, 2000L));
        all.put(
                "error-bare",
                new ErrorMessage(null, ErrorCode.BAD_JSON, "is not a JSON object", null, null, false, null));
        all.put("pong", new Pong("19"));
        all.put("ack", new Ack("3", ROOM, 4144L));
        all.put("ack-roomless", new Ack("3", null, null));
    }

    private static void rooms(Map<String, ServerMessage> all) {
        all.put("joined", new Joined("1", ROOM, 4096, Pattern.MESH, false, 17, BOB, List.of(ZOE), 2));
        all.put("joined-locked", new Joined("1", ROOM, 4096, Pattern.MESH, true, 17, BOB, List.of(), 0));
        all.put("roster", new Roster("11", ROOM, List.of(ZOE, BOB), "NDAw"));
        all.put("peer-joined", new PeerJoined(ROOM, 4096, BOB));
        all.put("peer-updated", new PeerUpdated(ROOM, 4112, ZOE));
        all.put("peer-left", new PeerLeft(ROOM, 4128, BOB_ID, LeaveReason.NODE_LOST));
        all.put("left", new Left(null, ROOM, LeaveReason.KICKED, "noise"));
        all.put("left-reply", new Left("2", ROOM, null, null));
        all.put("negotiation", new Negotiation(ROOM, 4192, BOB_ID, ZOE_ID, "screen", "glare", BOB_ID));
        Map<Role, Integer> counts = new LinkedHashMap<>();
        counts.put(Role.HOST, 2);
        counts.put(Role.VIEWER, 1200);
        all.put("room-stats", new RoomStats(ROOM, counts));
        all.put("mute-requested", new MuteRequested(ROOM, 4208, BOB_ID, MediaSource.MICROPHONE));
        all.put(
                "knocks",
                new Knocks(ROOM, 4208, List.of(new Knocker("u-3", "Carol", "Caz"), new Knocker("u-4", "Dora", null))));
        all.put("knocking", new Knocking("27", ROOM, Knock.State.WAITING));
        all.put("knocking-answered", new Knocking(null, ROOM, Knock.State.ADMITTED));
        all.put("room-closed", new RoomClosed(ROOM, 4208));
        all.put("room-locked", new RoomLocked(ROOM, 4208));
        all.put("room-unlocked", new RoomUnlocked(ROOM, 4208));
    }

    /** Bodies as a codec makes them of what the client sent. */
    private static void relayed(Map<String, ServerMessage> all) {
        all.put("offer", new Relayed("offer", body("offer"), ROOM, 4144, BOB_ID, ZOE_ID));
        all.put("answer", new Relayed("answer", body("answer"), ROOM, 4160, ZOE_ID, BOB_ID));
        all.put("reject", new Relayed("reject", Json.EMPTY_OBJECT, ROOM, 4160, ZOE_ID, BOB_ID));
        all.put("ice-candidate", new Relayed("ice-candidate", body("ice-candidate"), ROOM, 4176, BOB_ID, ZOE_ID));
        all.put("message", new Relayed("message", body("message"), ROOM, Fields.MAX_INTEGER, BOB_ID, null));
    }

    private static Json body(String name) {
        return Json.of("{" + afterAddressees(Golden.server(name)));
    }

    private static String afterAddressees(String frame) {
        int from = Math.max(frame.indexOf("\"from\""), frame.indexOf("\"to\":\""));
        return frame.substring(frame.indexOf("\",\"", from) + 2);
    }
}
