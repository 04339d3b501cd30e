package io.beckon.protocol;

import org.jspecify.annotations.Nullable;

/** A frame that breaks the contract. Has no stack trace: it is an answer to a client, not a fault. */
public final class MalformedMessage extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;
    private final @Nullable String id;
    private final @Nullable String room;
    private final @Nullable MessageType type;
    private final boolean isForgiven;

    public MalformedMessage(
            ErrorCode code, String message, @Nullable String field, @Nullable String id, @Nullable String room) {
        this(code, message, field, new Sender(id, room, null), false);
    }

    private MalformedMessage(
            ErrorCode code, String message, @Nullable String field, Sender sender, boolean isForgiven) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.id = sender.id();
        this.room = sender.room();
        this.type = sender.type();
        this.isForgiven = isForgiven;
    }

    /** Not addressed to anybody yet: see {@link #from}. */
    static MalformedMessage of(ErrorCode code, @Nullable String field, String message) {
        return new MalformedMessage(code, message, field, null, null);
    }

    static MalformedMessage badJson(String reason) {
        return of(ErrorCode.BAD_JSON, null, "the frame " + reason);
    }

    MalformedMessage from(Sender sender) {
        return new MalformedMessage(code, String.valueOf(getMessage()), field, sender, isForgiven);
    }

    MalformedMessage forgiven() {
        return new MalformedMessage(code, String.valueOf(getMessage()), field, new Sender(id, room, type), true);
    }

    /** Whether it is no offence: applications pass on what browsers make, which is against the operator's policy, or news to nobody. */
    public boolean isForgiven() {
        return isForgiven;
    }

    /** The answer to the client. */
    public ServerMessage.ErrorMessage reply() {
        String message = String.valueOf(getMessage());
        return new ServerMessage.ErrorMessage(id, code, message, field, room, code.isRetryable(), null);
    }

    public ErrorCode code() {
        return code;
    }

    /** The path of the field that is wrong, such as {@code offer.sdp}. */
    public @Nullable String field() {
        return field;
    }

    /** The frame's own {@code id}, where it could be read. */
    public @Nullable String id() {
        return id;
    }

    /** The room that the frame names, where it could be read. */
    public @Nullable String room() {
        return room;
    }

    /** What the frame was meant to be, where that could be read. */
    public @Nullable MessageType type() {
        return type;
    }
}
