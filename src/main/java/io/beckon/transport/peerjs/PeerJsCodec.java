package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.json.FrameText;
import io.beckon.json.FrameText.Range;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rooms say, as PeerJS has it: {@code {type, src, dst, payload}}, with its {@code seq} and a space in front, which the client does not get.
 * What clients say was made frames of JSON before.
 */
final class PeerJsCodec implements MessageCodec {

    /** The member of a message's data that says which message of PeerJS it stands for. */
    static final String MARK = "peerjs";

    /** There is nothing that a PeerJS client could be told. Told apart by being this very array, as is {@link #OVER}. */
    static final byte[] NOTHING = {};

    /** The participant is no longer there: the connection ends. */
    static final byte[] OVER = {};

    /** What a peer that is no PeerJS client, and says nothing of its connection, can be understood by. */
    private static final String PLAIN_DATA = "\"type\":\"data\",\"reliable\":true,\"serialization\":\"raw\",\"label\":";

    private static final byte[] MARKED = ("{\"" + MARK + "\":\"").getBytes(UTF_8);

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
            default -> NOTHING;
        };
    }

    /** The {@code seq} of what a room has said; {@link Long#MAX_VALUE} of what it has not. */
    static long seq(byte[] encoded) {
        long seq = 0;
        int digits = digits(encoded);
        for (int i = 0; i < digits; i++) {
            seq = seq * 10 + encoded[i] - '0';
        }
        return digits == 0 ? Long.MAX_VALUE : seq;
    }

    /** What the client gets. */
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
            case "answer" -> said(relayed, "ANSWER", body, "sdp", members.get("answer"), members.get("pc"), null);
            case "ice-candidate" -> candidate(relayed, body, members);
            case "reject" -> said(relayed, "EXPIRE", body, null, null, null, null);
            default -> message(relayed, body, members);
        };
    }

    private static byte[] offer(ServerMessage.Relayed relayed, byte[] body, Map<String, Range> members) {
        Range description = members.get("offer");
        Range pc = members.get("pc");
        Range metadata = members.get("metadata");
        Map<String, Range> offer = FrameText.members(slice(body, description));
        if (offer == null || offer.get("sdp") == null) {
            return NOTHING;
        }
        String about = metadata == null ? plain(body, description, pc) : inner(body, metadata);
        return said(relayed, "OFFER", body, "sdp", description, pc, about);
    }

    /** PeerJS has no word for the end of candidates. */
    private static byte[] candidate(ServerMessage.Relayed relayed, byte[] body, Map<String, Range> members) {
        Range candidate = members.get("candidate");
        return candidate == null || body[candidate.begin()] != '{'
                ? NOTHING
                : said(relayed, "CANDIDATE", body, "candidate", candidate, members.get("pc"), null);
    }

    private static byte[] message(ServerMessage.Relayed relayed, byte[] body, Map<String, Range> members) {
        Range data = members.get("data");
        if (data == null || !startsWith(body, data, MARKED)) {
            return NOTHING;
        }
        boolean leaves = text(body, data).contains("LEAVE");
        return said(relayed, leaves ? "LEAVE" : "EXPIRE", body, null, null, null, null);
    }

    /** Of an offer that says nothing else of its connection. */
    private static String plain(byte[] body, @Nullable Range description, @Nullable Range pc) {
        String offer = description == null ? "" : text(body, description);
        boolean isMedia = offer.contains("m=audio") || offer.contains("m=video");
        return isMedia ? "\"type\":\"media\"" : PLAIN_DATA + (pc == null ? "\"\"" : text(body, pc));
    }

    private static byte[] said(
            ServerMessage.Relayed relayed,
            String type,
            byte[] body,
            @Nullable String name,
            @Nullable Range value,
            @Nullable Range pc,
            @Nullable String about) {
        ByteArrayOutputStream said = new ByteArrayOutputStream(body.length + 160);
        put(said, relayed.seq() + " {\"type\":\"" + type + "\",\"src\":\"" + relayed.from() + "\"");
        if (relayed.to() != null) {
            put(said, ",\"dst\":\"" + relayed.to() + "\"");
        }
        if (name != null && value != null) {
            put(said, ",\"payload\":{\"" + name + "\":");
            said.write(body, value.begin(), value.end() - value.begin());
            if (about == null) {
                put(
                        said,
                        ",\"type\":\"" + (pc != null && text(body, pc).startsWith("\"mc_") ? "media" : "data") + "\"");
            } else if (!about.isEmpty()) {
                put(said, "," + about);
            }
            put(said, ",\"connectionId\":");
            put(said, pc == null ? "\"\"" : text(body, pc));
            put(said, "}");
        }
        put(said, "}");
        return said.toByteArray();
    }

    private static String inner(byte[] body, Range object) {
        return new String(body, object.begin() + 1, object.end() - object.begin() - 2, UTF_8);
    }

    private static String text(byte[] body, Range range) {
        return new String(body, range.begin(), range.end() - range.begin(), UTF_8);
    }

    private static byte[] slice(byte[] body, @Nullable Range range) {
        return range == null ? NOTHING : Arrays.copyOfRange(body, range.begin(), range.end());
    }

    private static boolean startsWith(byte[] body, Range range, byte[] start) {
        return range.end() - range.begin() > start.length
                && Arrays.equals(body, range.begin(), range.begin() + start.length, start, 0, start.length);
    }

    private static void put(ByteArrayOutputStream said, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        said.write(bytes, 0, bytes.length);
    }
}
