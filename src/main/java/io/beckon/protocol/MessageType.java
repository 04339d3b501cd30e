package io.beckon.protocol;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of frames that clients may send. */
public enum MessageType {
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
    MUTE("mute"),
    KNOCK("knock"),
    ADMIT("admit"),
    REFUSE("refuse"),
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

    /** {@code null}: there is none of this name. */
    public static @Nullable MessageType of(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }

    public String wireName() {
        return wireName;
    }

    /** As which a message was sent; a rollback comes in an offer. */
    public static MessageType of(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Join join -> JOIN;
            case ClientMessage.Leave leave -> LEAVE;
            case ClientMessage.Offer offer -> OFFER;
            case ClientMessage.Rollback rollback -> OFFER;
            case ClientMessage.Answer answer -> ANSWER;
            case ClientMessage.Reject reject -> REJECT;
            case ClientMessage.Candidate candidate -> ICE_CANDIDATE;
            case ClientMessage.ConnectionState state -> CONNECTION_STATE;
            case ClientMessage.Message text -> MESSAGE;
            case ClientMessage.Roster roster -> ROSTER;
            case ClientMessage.Update update -> UPDATE;
            case ClientMessage.Resume resume -> RESUME;
            case ClientMessage.Refresh refresh -> REFRESH;
            case ClientMessage.Call call -> CALL;
            case ClientMessage.CallStep step ->
                switch (step.kind()) {
                    case ACCEPT -> ACCEPT;
                    case DECLINE -> DECLINE;
                    case CANCEL -> CANCEL;
                    case HANGUP -> HANGUP;
                };
            case ClientMessage.Kick kick -> KICK;
            case ClientMessage.SetRole setRole -> SET_ROLE;
            case ClientMessage.Mute mute -> MUTE;
            case ClientMessage.Knock knock -> KNOCK;
            case ClientMessage.AnswerKnock answer -> answer.admits() ? ADMIT : REFUSE;
            case ClientMessage.Lock lock -> LOCK;
            case ClientMessage.Unlock unlock -> UNLOCK;
            case ClientMessage.CloseRoom close -> CLOSE_ROOM;
            case ClientMessage.Ping ping -> PING;
        };
    }
}
