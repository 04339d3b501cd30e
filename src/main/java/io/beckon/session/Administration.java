package io.beckon.session;

import io.beckon.audit.AuditTrail;
import io.beckon.identity.UserKey;
import io.beckon.log.LogUnavailable;
import io.beckon.room.Json;
import io.beckon.room.RoomKey;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What administrators do to rooms and users, wherever those are: it goes through the log, and every node comes to the same. All of
 * it fails with {@link LogUnavailable} when it is not known within 5 s what became of it. Safe for use by several threads.
 */
public final class Administration {

    private final Follower follower;
    private final Control control;
    private final AuditTrail audit;
    private final InstantSource wallClock;

    public Administration(Follower follower, Control control, AuditTrail audit, InstantSource wallClock) {
        this.follower = follower;
        this.control = control;
        this.audit = audit;
        this.wallClock = wallClock;
    }

    /** Who acts: a user of an issuer. */
    public record Administrator(String issuer, String user) {}

    /** What came of it. */
    public enum Outcome {
        DONE,
        NO_SUCH_ROOM,
        NO_SUCH_PEER
    }

    /**
     * Removes a participant, who is told the reason.
     *
     * @param barSeconds for so long its user may not come back; 0: it may at once
     */
    public CompletionStage<Outcome> kick(RoomKey room, String peer, int barSeconds, Administrator by, String reason) {
        return order();
    }

    public CompletionStage<Outcome> lock(RoomKey room, Administrator by, String reason) {
        return order();
    }

    public CompletionStage<Outcome> unlock(RoomKey room, Administrator by, String reason) {
        return order();
    }

    /** Ends the room for everybody who is in it. */
    public CompletionStage<Outcome> close(RoomKey room, Administrator by, String reason) {
        return order();
    }

    /** Sends a message to everybody in the room. */
    public CompletionStage<Outcome> tell(RoomKey room, Json data, Administrator by, String reason) {
        return order();
    }

    /** Ends all sessions of a user, on all nodes. The user may sign in again. Done when the log has it. */
    public CompletionStage<Void> disconnect(UserKey user, Administrator by, String reason) {
        return CompletableFuture.failedFuture(new LogUnavailable("orders are not taken yet"));
    }

    private CompletionStage<Outcome> order() {
        return CompletableFuture.failedFuture(new LogUnavailable("orders are not taken yet"));
    }
}
