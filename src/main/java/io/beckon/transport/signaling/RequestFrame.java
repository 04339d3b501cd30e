package io.beckon.transport.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.identity.Ids;
import io.beckon.json.FrameText;
import io.beckon.protocol.WireSyntax;
import io.beckon.session.Intake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame that came by a request. It has an {@code id} in any case, for it is answered; one that the client did not give is not in the
 * reply.
 *
 * @param id by which its reply is known
 * @param isOwn whether that is the client's
 * @param type that it names; {@code null}: none
 * @param room that it names; {@code null}: none
 * @param about what its reply is told from others of the same {@code id} by, see {@link Intake#ask}
 * @param size in bytes, as it came
 */
@SuppressWarnings("ArrayRecordComponent")
public record RequestFrame(
        byte[] text,
        String id,
        boolean isOwn,
        @Nullable String type,
        @Nullable String room,
        String about,
        int size) {

    /** @param defaults what it has if it does not say so itself, by name */
    static RequestFrame of(byte[] frame, Map<String, String> defaults) {
        Map<String, FrameText.Range> members = FrameText.members(frame);
        if (members == null) {
            return unread(frame, Ids.random());
        }
        String given = string(frame, members.get("id"));
        boolean isOwn = given != null && WireSyntax.isRequestId(given);
        String id = isOwn && given != null ? given : Ids.random();
        Map<String, String> lacking = new LinkedHashMap<>();
        byte[] text = frame;
        Map<String, String> all = new LinkedHashMap<>(defaults);
        all.put("id", id);
        for (Map.Entry<String, String> member : all.entrySet()) {
            FrameText.Range range = members.get(member.getKey());
            if (range == null) {
                lacking.put(member.getKey(), member.getValue());
            } else if (isNull(frame, range)) {
                text = blank(text, range, JsonObject.of("v", member.getValue()).encode());
                members = FrameText.members(text);
                if (members == null) {
                    return unread(frame, id);
                }
            }
        }
        byte[] whole = insert(text, lacking);
        String room = members.get("room") == null ? lacking.get("room") : string(text, members.get("room"));
        String type = members.get("type") == null ? lacking.get("type") : string(text, members.get("type"));
        String about = about(type, room, string(text, members.get("call")));
        return new RequestFrame(whole, id, isOwn, type, room, about, frame.length);
    }

    private static RequestFrame unread(byte[] frame, String id) {
        return new RequestFrame(frame, id, false, null, null, about(null, null, null), frame.length);
    }

    private static String about(@Nullable String type, @Nullable String room, @Nullable String call) {
        return switch (type) {
            case "call", "accept", "decline", "cancel", "hangup" -> Intake.ofCall(call);
            case "ping", "resume", "refresh" -> Intake.ofCall(null);
            case null, default -> room == null ? Intake.UNSAID : room;
        };
    }

    /** One that the service says itself, in the client's name. */
    public static RequestFrame of(JsonObject frame) {
        return of(frame.toBuffer().getBytes(), Map.of());
    }

    /** The same as if it had no such member: with {@code null} there. */
    RequestFrame without(String member) {
        Map<String, FrameText.Range> members = FrameText.members(text);
        FrameText.Range range = members == null ? null : members.get(member);
        return range == null
                ? this
                : new RequestFrame(
                        join(text, range.begin(), "null".getBytes(UTF_8), range.end()),
                        id,
                        isOwn,
                        type,
                        room,
                        about,
                        size);
    }

    /** A reply as the client is to see it. */
    String reply(byte[] json) {
        String text = new String(json, UTF_8);
        return isOwn ? text : text.replace(",\"id\":\"" + id + "\"", "");
    }

    private static boolean isNull(byte[] text, FrameText.Range range) {
        return new String(text, range.begin(), range.end() - range.begin(), UTF_8).equals("null");
    }

    private static @Nullable String string(byte[] text, FrameText.@Nullable Range range) {
        if (range == null || text[range.begin()] != '"') {
            return null;
        }
        try {
            return new JsonArray("[" + new String(text, range.begin(), range.end() - range.begin(), UTF_8) + "]")
                    .getString(0);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** @param object with the value as its only member */
    private static byte[] blank(byte[] text, FrameText.Range range, String object) {
        String value = object.substring("{\"v\":".length(), object.length() - 1);
        return join(text, range.begin(), value.getBytes(UTF_8), range.end());
    }

    private static byte[] insert(byte[] text, Map<String, String> members) {
        if (members.isEmpty()) {
            return text;
        }
        JsonObject object = new JsonObject();
        members.forEach(object::put);
        String inner = object.encode();
        int brace = 0;
        while (text[brace] != '{') {
            brace++;
        }
        Map<String, FrameText.Range> others = FrameText.members(text);
        String comma = others == null || others.isEmpty() ? "" : ",";
        return join(text, brace + 1, (inner.substring(1, inner.length() - 1) + comma).getBytes(UTF_8), brace + 1);
    }

    private static byte[] join(byte[] text, int before, byte[] middle, int after) {
        byte[] joined = new byte[before + middle.length + text.length - after];
        System.arraycopy(text, 0, joined, 0, before);
        System.arraycopy(middle, 0, joined, before, middle.length);
        System.arraycopy(text, after, joined, before + middle.length, text.length - after);
        return joined;
    }
}
