package io.beckon.audit;

import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that an auditor may ask about. It has no media descriptions, addresses, tokens or secrets in it. */
public sealed interface AuditRecord {

    Instant at();

    /** The room that it is about, as {@code tenant/room}, or the tenant alone, or the web origin. */
    String subject();

    /** What anybody can cause at will, so that it is summed up. */
    sealed interface Refusal extends AuditRecord {

        /** How often, since the record before. */
        long count();

        /** The same so many times. */
        Refusal times(long count);
    }

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
            implements Refusal {

        public Denied(
                Instant at, RoomKey room, String issuer, String user, String session, Right missing, String what) {
            this(at, room, issuer, user, session, missing, what, 1);
        }

        @Override
        public String subject() {
            return room.toString();
        }

        @Override
        public Denied times(long count) {
            return new Denied(at, room, issuer, user, session, missing, what, count);
        }
    }

    /**
     * A page asked for something whose origin (RFC 6454) may not use the service, perhaps often; then {@code at} and {@code own} are of
     * the last time.
     *
     * @param origin as the request named it, at most {@link #MOST_CHARACTERS} of it; {@code *} if several did
     * @param own the service's own origin as requests came to it; empty where that could not be told
     */
    record Foreign(Instant at, String origin, String own, long count) implements Refusal {

        static final int MOST_CHARACTERS = 255;

        public Foreign {
            origin = origin.length() > MOST_CHARACTERS ? origin.substring(0, MOST_CHARACTERS) : origin;
        }

        @Override
        public String subject() {
            return origin;
        }

        @Override
        public Foreign times(long count) {
            return new Foreign(at, origin, own, count);
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
