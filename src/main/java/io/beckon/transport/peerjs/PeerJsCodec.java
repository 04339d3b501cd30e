package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.json.FrameText;
import io.beckon.json.FrameText.Range;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rooms say, as PeerJS has it: {@code {type, src, dst, payload}}, with its {@code seq} and a space in front, which the client does not get.
 * What clients say was made frames of JSON before.
 */
final class PeerJsCodec implements MessageCodec {

    /** The member of a message's data that says which message of PeerJS it stands for. */
    static final String MARK = "peerjs";

    /**
     * So begins the {@code connectionId} of a connection without {@code pc}, before the name of whoever speaks of it: PeerJS needs one, takes
     * another where it is empty, and keeps candidates by it alone, whoever they are of. With its space it is no {@code pc}.
     */
    static final String UNNAMED = "~ ";

    /** There is nothing that a PeerJS client could be told, nor did a room say it. */
    private static final byte[] NOTHING = {};

    /** The participant is no longer there: the connection ends. Told apart by being this very array. */
    static final byte[] OVER = {};

    /** The {@code seq} of what no room has said. */
    static final long NOT_OF_A_ROOM = Long.MAX_VALUE;

    /** An offer that is none has no other text: it is rolled back. */
    private static final byte[] OFFER = "{\"offer\":{\"type\":\"offer\",".getBytes(UTF_8);

    private static final byte[] MARKED = ("{\"" + MARK + "\":\"").getBytes(UTF_8);

    private static final byte[] LEAVE = ("{\"" + MARK + "\":\"LEAVE\"").getBytes(UTF_8);

    private static final byte[] MEDIA = "\"media\"".getBytes(UTF_8);

    /** So PeerJS names them. */
    private static final byte[] MEDIA_CONNECTION = "mc_".getBytes(UTF_8);

    private static final byte[] DATA = "\"data\"".getBytes(UTF_8);

    /** What an offer says of its connection in its own members. */
    private static final Set<String> OWN = Set.of("type", "sdp", "connectionId");

    private final MessageCodec json;

    PeerJsCodec(MessageCodec json) {
        this.json = json;
    }

    @Override
    public ClientMessage decode(byte[] frame) throws MalformedMessage {
        return json.decode(frame);
    }

    @Override
    public byte[] encode(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Relayed relayed -> relayed(relayed);
            case ServerMessage.ErrorMessage error ->
                Notice.warning(error.message()).getBytes(UTF_8);
            case ServerMessage.Left left -> OVER;
            case ServerMessage.RoomClosed closed -> OVER;
            case ServerMessage.Negotiation negotiation -> nothing(negotiation.seq());
            case ServerMessage.PeerUpdated updated -> nothing(updated.seq());
            case ServerMessage.MuteRequested request -> nothing(request.seq());
            case ServerMessage.RoomLocked locked -> nothing(locked.seq());
            case ServerMessage.RoomUnlocked unlocked -> nothing(unlocked.seq());
            default -> NOTHING;
        };
    }

    /** A room has said something that a PeerJS client is not told: an empty text. */
    private static byte[] nothing(long seq) {
        return (seq + " ").getBytes(UTF_8);
    }

    /** The {@code seq} of what a room has said; else {@link #NOT_OF_A_ROOM}. */
    static long seq(byte[] encoded) {
        long seq = 0;
        int digits = digits(encoded);
        for (int i = 0; i < digits; i++) {
            seq = seq * 10 + encoded[i] - '0';
        }
        return digits == 0 ? NOT_OF_A_ROOM : seq;
    }

    /** What the client gets; empty: nothing. */
    static String text(byte[] encoded) {
        int digits = digits(encoded);
        int begin = digits == 0 ? 0 : digits + 1;
        return new String(encoded, begin, encoded.length - begin, UTF_8);
    }

    private static int digits(byte[] encoded) {
        int at = 0;
        while (at < encoded.length && encoded[at] >= '0' && encoded[at] <= '9') {
            at++;
        }
        return at;
    }

    private static byte[] relayed(ServerMessage.Relayed relayed) {
        byte[] body = relayed.body().utf8();
        Map<String, Range> members = FrameText.members(body);
        if (members == null) {
            throw new IllegalStateException("what rooms relay is a JSON object");
        }
        return switch (relayed.type()) {
            case "offer" -> offer(relayed, body, members);
            case "answer" -> answer(relayed, body, members);
            case "ice-candidate" -> candidate(relayed, body, members);
            case "reject" -> (relayed.seq() + " " + Notice.expired(relayed.from(), relayed.to())).getBytes(UTF_8);
            default -> message(relayed, body, members);
        };
    }

    private static byte[] offer(ServerMessage.Relayed relayed, byte[] body, Map<String, Range> members) {
        Range description = members.get("offer");
        if (description == null || !begins(body, 0, body.length, OFFER)) {
            return nothing(relayed.seq());
        }
        Range pc = members.get("pc");
        Parts said = said(relayed, "OFFER").add(",\"payload\":{\"sdp\":").add(body, description);
        about(said, body, description, pc, members.get("metadata"));
        return end(said, relayed, body, pc);
    }

    /**
     * What an offer says of its connection: a PeerJS client needs it, and what a peer that is none does not say, it is understood by. It may
     * not speak of the connection's own members.
     */
    private static void about(
            Parts said, byte[] body, Range description, @Nullable Range pc, @Nullable Range metadata) {
        Map<String, Range> told = metadata == null ? null : FrameText.members(body, metadata.begin());
        Map<String, Range> known = told == null ? Map.of() : told;
        boolean isMedia = isMedia(body, description, known.get("type"));
        said.add(",\"type\":").add(isMedia ? MEDIA : DATA);
        if (!isMedia) {
            plain(said, known, "reliable", "true");
            plain(said, known, "serialization", "\"raw\"");
            plain(said, known, "label", pc == null ? "\"\"" : text(body, pc));
        }
        known.forEach((name, value) -> {
            if (!OWN.contains(name)) {
                said.add(",\"" + name + "\":").add(body, value);
            }
        });
    }

    private static boolean isMedia(byte[] body, Range description, @Nullable Range type) {
        if (type != null && (is(body, type, MEDIA) || is(body, type, DATA))) {
            return is(body, type, MEDIA);
        }
        String offer = text(body, description);
        return offer.contains("m=audio") || offer.contains("m=video");
    }

    private static void plain(Parts said, Map<String, Range> known, String name, String value) {
        if (!known.containsKey(name)) {
            said.add(",\"" + name + "\":" + value);
        }
    }

    private static byte[] answer(ServerMessage.Relayed relayed, byte[] body, Map<String, Range> members) {
        Range answer = members.get("answer");
        return answer == null
                ? nothing(relayed.seq())
                : payload(relayed, "ANSWER", "sdp", body, answer, members.get("pc"));
    }

    /** PeerJS has no word for the end of candidates. */
    private static byte[] candidate(ServerMessage.Relayed relayed, byte[] body, Map<String, Range> members) {
        Range candidate = members.get("candidate");
        return candidate == null || body[candidate.begin()] != '{'
                ? nothing(relayed.seq())
                : payload(relayed, "CANDIDATE", "candidate", body, candidate, members.get("pc"));
    }

    private static byte[] message(ServerMessage.Relayed relayed, byte[] body, Map<String, Range> members) {
        Range data = members.get("data");
        if (data == null || !begins(body, data.begin(), data.end(), MARKED)) {
            return nothing(relayed.seq());
        }
        boolean leaves = begins(body, data.begin(), data.end(), LEAVE);
        return said(relayed, leaves ? "LEAVE" : "EXPIRE").add("}").joined();
    }

    private static byte[] payload(
            ServerMessage.Relayed relayed, String type, String name, byte[] body, Range value, @Nullable Range pc) {
        boolean isMedia = pc != null && begins(body, pc.begin() + 1, pc.end(), MEDIA_CONNECTION);
        Parts said = said(relayed, type)
                .add(",\"payload\":{\"" + name + "\":")
                .add(body, value)
                .add(",\"type\":")
                .add(isMedia ? MEDIA : DATA);
        return end(said, relayed, body, pc);
    }

    private static Parts said(ServerMessage.Relayed relayed, String type) {
        String to = relayed.to() == null ? "" : ",\"dst\":\"" + relayed.to() + "\"";
        return new Parts().add(relayed.seq() + " {\"type\":\"" + type + "\",\"src\":\"" + relayed.from() + "\"" + to);
    }

    private static byte[] end(Parts said, ServerMessage.Relayed relayed, byte[] body, @Nullable Range pc) {
        said.add(",\"connectionId\":");
        return (pc == null ? said.add("\"" + UNNAMED + relayed.from() + "\"") : said.add(body, pc))
                .add("}}")
                .joined();
    }

    private static String text(byte[] body, Range range) {
        return new String(body, range.begin(), range.end() - range.begin(), UTF_8);
    }

    private static boolean is(byte[] body, Range range, byte[] text) {
        return Arrays.equals(body, range.begin(), range.end(), text, 0, text.length);
    }

    private static boolean begins(byte[] body, int begin, int end, byte[] start) {
        return end - begin >= start.length && Arrays.equals(body, begin, begin + start.length, start, 0, start.length);
    }
}
