package io.beckon.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.protocol.ClientMessage.CallStep.Kind;
import io.beckon.protocol.ClientMessage.Credentials;
import io.beckon.room.Json;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import io.beckon.room.TransportState;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.MalformedDescription;
import io.beckon.sdp.SdpLimits;
import io.beckon.sdp.SdpParser;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each golden frame from a client means, by its name. */
final class ClientSamples {

    private static final String ROOM = "daily stand-up";
    private static final String PEER = "p4Zk9wQ1nXr7sT2vB8yC5d";
    private static final String CALL = "c7Rm2kYv0Lx4Pq9Zs1Wd6F";
    private static final Credentials CREDENTIALS = new Credentials("s1Vu7cGq2Yp9Rt4Mw6Ke3A", "k0Hb5iOx8Zl2Uf7Nj4Dg1W");

    private ClientSamples() {}

    static Map<String, ClientMessage> all() {
        Map<String, ClientMessage> all = new LinkedHashMap<>();
        membership(all);
        negotiation(all);
        calls(all);
        others(all);
        return all;
    }

    private static void membership(Map<String, ClientMessage> all) {
        Json metadata = Json.of("{\"device\":\"laptop\",\"answers\":true}");
        all.put("join", new ClientMessage.Join("1", ROOM, "Zoë", Role.HOST, Pattern.SFU, metadata, true, CREDENTIALS));
        all.put("leave", new ClientMessage.Leave("2", ROOM));
        all.put("update", new ClientMessage.Update("12", ROOM, "Zoë (away)", Json.of("{\"answers\":false}"), false));
        Map<String, Long> rooms = new LinkedHashMap<>();
        rooms.put(ROOM, Fields.MAX_INTEGER);
        rooms.put("b", 0L);
        all.put("refresh", new ClientMessage.Refresh("30", "header.claims.signature"));
        all.put("resume", new ClientMessage.Resume("13", CREDENTIALS, rooms));
        all.put("kick", new ClientMessage.Kick("14", ROOM, PEER, "noise", 3600));
        all.put("set-role", new ClientMessage.SetRole("15", ROOM, PEER, Role.MODERATOR));
    }

    private static void negotiation(Map<String, ClientMessage> all) {
        Json offer = body("offer", "offer", "pc");
        all.put(
                "offer",
                new ClientMessage.Offer("3", ROOM, PEER, "screen", sdp("offer", DescriptionType.OFFER), offer));
        Json rollback = Json.of("{\"offer\":{\"type\":\"rollback\"}}");
        all.put("rollback", new ClientMessage.Rollback("4", ROOM, PEER, "", rollback));
        SessionDescription answer = sdp("answer", DescriptionType.ANSWER);
        all.put(
                "answer",
                new ClientMessage.Answer("5", ROOM, PEER, "", 4096L, false, answer, body("answer", "answer", "re")));
        SessionDescription pranswer = sdp("answer", DescriptionType.PRANSWER);
        all.put(
                "pranswer",
                new ClientMessage.Answer(null, ROOM, null, "", null, true, pranswer, body("pranswer", "answer")));
        Json reject = body("reject", "pc", "re", "reason");
        all.put("reject", new ClientMessage.Reject("6", ROOM, PEER, "screen", 4096L, reject));
        all.put(
                "ice-candidate",
                new ClientMessage.Candidate(
                        "7",
                        ROOM,
                        PEER,
                        "",
                        4096L,
                        "4ZcD",
                        SectionName.of("0", null),
                        body("ice-candidate", "candidate", "re")));
        Json end = Json.of("{\"candidate\":null}");
        all.put("end-of-candidates", new ClientMessage.Candidate("8", ROOM, PEER, "", null, null, null, end));
    }

    private static void calls(Map<String, ClientMessage> all) {
        all.put("call", new ClientMessage.Call("20", List.of("u-2"), 20, Json.of("{\"video\":true}")));
        all.put("call-group", new ClientMessage.Call("21", List.of("u-2", "u-3"), 30, Json.EMPTY_OBJECT));
        all.put("accept", new ClientMessage.CallStep("22", Kind.ACCEPT, CALL, null));
        all.put("decline", new ClientMessage.CallStep("23", Kind.DECLINE, CALL, "in a meeting"));
        all.put("cancel", new ClientMessage.CallStep(null, Kind.CANCEL, CALL, null));
        all.put("hangup", new ClientMessage.CallStep("25", Kind.HANGUP, CALL, "bye"));
    }

    private static void others(Map<String, ClientMessage> all) {
        all.put(
                "connection-state",
                new ClientMessage.ConnectionState("9", ROOM, PEER, "screen", TransportState.CONNECTED));
        all.put("message", new ClientMessage.Message("10", ROOM, null, body("message", "data")));
        all.put("roster", new ClientMessage.Roster("11", ROOM, "MjAw"));
        all.put("mute", new ClientMessage.Mute("26", ROOM, PEER, MediaSource.SCREEN));
        all.put("mute-named", new ClientMessage.Mute("26", ROOM, "ann.b", MediaSource.SCREEN));
        all.put("mute-all", new ClientMessage.Mute(null, ROOM, null, MediaSource.MICROPHONE));
        all.put("knock", new ClientMessage.Knock("27", ROOM, "Zoë"));
        all.put("admit", new ClientMessage.AnswerKnock("28", ROOM, "u-2", true));
        all.put("refuse", new ClientMessage.AnswerKnock("29", ROOM, "u-2", false));
        all.put("lock", new ClientMessage.Lock("16", ROOM));
        all.put("unlock", new ClientMessage.Unlock("17", ROOM));
        all.put("close-room", new ClientMessage.CloseRoom("18", ROOM));
        all.put("ping", new ClientMessage.Ping("19"));
    }

    /** Some members of a golden frame, in this order. */
    private static Json body(String frame, String... members) {
        JsonNode tree = Golden.tree(Golden.client(frame));
        StringBuilder body = new StringBuilder("{");
        for (String member : members) {
            body.append(body.length() == 1 ? "" : ",")
                    .append('"')
                    .append(member)
                    .append("\":");
            body.append(tree.get(member));
        }
        return Json.of(body.append('}').toString());
    }

    private static SessionDescription sdp(String frame, DescriptionType type) {
        String text = Golden.tree(Golden.client(frame)).get(frame).get("sdp").textValue();
        try {
            return new SdpParser(SdpLimits.DEFAULTS).parse(text, type);
        } catch (MalformedDescription e) {
            throw new AssertionError(e);
        }
    }
}
