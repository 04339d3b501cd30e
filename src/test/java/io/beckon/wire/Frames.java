package io.beckon.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** Frames as clients send them. */
public final class Frames {

    private Frames() {}

    /** {@code fields}: names and values in turn. */
    public static Map<String, Object> frame(String type, Object... fields) {
        Map<String, Object> frame = object(fields);
        frame.put("type", type);
        return frame;
    }

    /** A map that, unlike {@link Map#of()}, may hold {@code null}. */
    public static Map<String, Object> object(Object... fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            object.put((String) fields[i], fields[i + 1]);
        }
        return object;
    }

    public static Map<String, Object> join(String room, Object... more) {
        return with(frame("join", "room", room), more);
    }

    public static Map<String, Object> message(Object data, Object... more) {
        return with(frame("message", "data", data), more);
    }

    public static Map<String, Object> offer(String sdp, Object... more) {
        return with(frame("offer", "offer", object("type", "offer", "sdp", sdp)), more);
    }

    static Map<String, Object> rollback(Object... more) {
        return with(frame("offer", "offer", object("type", "rollback")), more);
    }

    public static Map<String, Object> answer(String sdp, Object... more) {
        return with(frame("answer", "answer", object("type", "answer", "sdp", sdp)), more);
    }

    static Map<String, Object> pranswer(String sdp, Object... more) {
        return with(frame("answer", "answer", object("type", "pranswer", "sdp", sdp)), more);
    }

    public static Map<String, Object> candidate(Object candidate, Object... more) {
        return with(frame("ice-candidate", "candidate", candidate), more);
    }

    /** Of the description with this fragment; {@code port} tells candidates apart. */
    public static Map<String, Object> hostCandidate(String usernameFragment, int port) {
        return object(
                "candidate",
                "candidate:3207484881 1 udp 2122194687 10.99.0.1 " + port + " typ host generation 0 ufrag "
                        + usernameFragment + " network-id 1",
                "sdpMid",
                "0",
                "sdpMLineIndex",
                0,
                "usernameFragment",
                usernameFragment);
    }

    public static Map<String, Object> with(Map<String, Object> frame, Object... more) {
        frame.putAll(object(more));
        return frame;
    }
}
