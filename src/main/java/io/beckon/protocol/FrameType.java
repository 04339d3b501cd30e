package io.beckon.protocol;

/** The types of frames that the service sends. */
public enum FrameType {
    WELCOME("welcome"),
    RESUMED("resumed"),
    JOINED("joined"),
    ROSTER("roster"),
    PEER_JOINED("peer-joined"),
    PEER_UPDATED("peer-updated"),
    PEER_LEFT("peer-left"),
    LEFT("left"),
    NEGOTIATION("negotiation"),
    ROOM_STATS("room-stats"),
    MUTE_REQUESTED("mute-requested"),
    KNOCKS("knocks"),
    KNOCKING("knocking"),
    ROOM_CLOSED("room-closed"),
    ROOM_LOCKED("room-locked"),
    ROOM_UNLOCKED("room-unlocked"),
    ACK("ack"),
    ERROR("error"),
    REFRESHED("refreshed"),
    TOKEN_EXPIRING("token-expiring"),
    ICE_SERVERS("ice-servers"),
    GOING_AWAY("going-away"),
    PONG("pong"),
    OFFER("offer"),
    ANSWER("answer"),
    REJECT("reject"),
    ICE_CANDIDATE("ice-candidate"),
    MESSAGE("message"),
    CALLING("calling"),
    RINGING("ringing"),
    INCOMING_CALL("incoming-call"),
    ACCEPTED("accepted"),
    ANSWERED_ELSEWHERE("answered-elsewhere"),
    DECLINED("declined"),
    BUSY("busy"),
    NO_ANSWER("no-answer"),
    CANCELLED("cancelled"),
    ENDED("ended");

    private final String wireName;

    FrameType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** As which a message is sent. */
    public static FrameType of(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Relayed relayed -> ofRelayed(relayed.type());
            case ServerMessage.Call call -> of(call.news());
            case ServerMessage.Welcome it -> WELCOME;
            case ServerMessage.Resumed it -> RESUMED;
            case ServerMessage.Joined it -> JOINED;
            case ServerMessage.Roster it -> ROSTER;
            case ServerMessage.PeerJoined it -> PEER_JOINED;
            case ServerMessage.PeerUpdated it -> PEER_UPDATED;
            case ServerMessage.PeerLeft it -> PEER_LEFT;
            case ServerMessage.Left it -> LEFT;
            case ServerMessage.Negotiation it -> NEGOTIATION;
            case ServerMessage.RoomStats it -> ROOM_STATS;
            case ServerMessage.MuteRequested it -> MUTE_REQUESTED;
            case ServerMessage.Knocks it -> KNOCKS;
            case ServerMessage.Knocking it -> KNOCKING;
            case ServerMessage.RoomClosed it -> ROOM_CLOSED;
            case ServerMessage.RoomLocked it -> ROOM_LOCKED;
            case ServerMessage.RoomUnlocked it -> ROOM_UNLOCKED;
            case ServerMessage.Ack it -> ACK;
            case ServerMessage.ErrorMessage it -> ERROR;
            case ServerMessage.Refreshed it -> REFRESHED;
            case ServerMessage.TokenExpiring it -> TOKEN_EXPIRING;
            case ServerMessage.IceServers it -> ICE_SERVERS;
            case ServerMessage.GoingAway it -> GOING_AWAY;
            case ServerMessage.Pong it -> PONG;
        };
    }

    private static FrameType ofRelayed(String type) {
        return switch (type) {
            case "offer" -> OFFER;
            case "answer" -> ANSWER;
            case "reject" -> REJECT;
            case "ice-candidate" -> ICE_CANDIDATE;
            case "message" -> MESSAGE;
            default -> throw new IllegalArgumentException("nothing of the type " + type + " is relayed");
        };
    }

    private static FrameType of(CallNews news) {
        return switch (news) {
            case CALLING -> CALLING;
            case RINGING -> RINGING;
            case INCOMING_CALL -> INCOMING_CALL;
            case ACCEPTED -> ACCEPTED;
            case ANSWERED_ELSEWHERE -> ANSWERED_ELSEWHERE;
            case DECLINED -> DECLINED;
            case BUSY -> BUSY;
            case NO_ANSWER -> NO_ANSWER;
            case CANCELLED -> CANCELLED;
            case ENDED -> ENDED;
        };
    }
}
