package io.beckon.protocol;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of frames that clients may send. */
enum MessageType {
    JOIN("join"),
    LEAVE("leave"),
    OFFER("offer"),
    ANSWER("answer"),
    REJECT("reject"),
    ICE_CANDIDATE("ice-candidate"),
    CONNECTION_STATE("connection-state"),
    MESSAGE("message"),
    ROSTER("roster"),
    UPDATE("update"),
    RESUME("resume"),
    REFRESH("refresh"),
    CALL("call"),
    ACCEPT("accept"),
    DECLINE("decline"),
    CANCEL("cancel"),
    HANGUP("hangup"),
    KICK("kick"),
    SET_ROLE("set-role"),
    LOCK("lock"),
    UNLOCK("unlock"),
    CLOSE_ROOM("close-room"),
    PING("ping");

    private static final Map<String, MessageType> BY_WIRE_NAME = new HashMap<>();

    static {
        for (MessageType type : values()) {
            BY_WIRE_NAME.put(type.wireName, type);
        }
    }

    private final String wireName;

    MessageType(String wireName) {
        this.wireName = wireName;
    }

    static @Nullable MessageType of(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }
}
