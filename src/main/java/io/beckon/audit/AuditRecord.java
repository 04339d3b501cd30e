package io.beckon.audit;

import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Instant;

/** Something that an auditor may ask about. It has no media descriptions, addresses, tokens or secrets in it. */
public sealed interface AuditRecord {

    Instant at();

    RoomKey room();

    /**
     * Somebody asked for what takes a right that they have not.
     *
     * @param user the subject of the token
     * @param what was denied, for people
     */
    record Denied(Instant at, RoomKey room, String issuer, String user, String session, Right missing, String what)
            implements AuditRecord {}
}
