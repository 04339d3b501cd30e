package io.beckon.audit;

import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that an auditor may ask about. It has no media descriptions, addresses, tokens or secrets in it. */
public sealed interface AuditRecord {

    Instant at();

    /** The room that it is about, as {@code tenant/room}, or the tenant alone. */
    String subject();

    /**
     * Somebody asked for what takes a right that they have not, perhaps often; then {@code at}, {@code session} and {@code what} are
     * of the last time.
     *
     * @param room named {@code *} if it was asked for in several
     * @param user the subject of the token; empty if it was asked for by several
     * @param what was denied, for people
     * @param count how often, since the record before
     */
    record Denied(
            Instant at,
            RoomKey room,
            String issuer,
            String user,
            String session,
            Right missing,
            String what,
            long count)
            implements AuditRecord {

        public Denied(
                Instant at, RoomKey room, String issuer, String user, String session, Right missing, String what) {
            this(at, room, issuer, user, session, missing, what, 1);
        }

        @Override
        public String subject() {
            return room.toString();
        }
    }

    /**
     * An administrator did something, or tried to.
     *
     * @param room its name; {@code null} if it was done to a user
     * @param user who did it: the subject of the token
     * @param target the peer or the user to whom it was done, if it was done to one
     * @param reason as the administrator gave it
     */
    record Administered(
            Instant at,
            String tenant,
            @Nullable String room,
            String issuer,
            String user,
            String action,
            @Nullable String target,
            String reason)
            implements AuditRecord {
        @Override
        public String subject() {
            return room == null ? tenant : new RoomKey(tenant, room).toString();
        }
    }
}
