package io.beckon.administration;

import io.beckon.protocol.CborCodec;
import io.beckon.room.RoomKey;
import io.beckon.session.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A connected session as an administrator sees it.
 *
 * @param rooms their names, sorted
 * @param expiresAt when its token ends
 * @param encoding of its frames, {@code json} or {@code cbor}
 */
public record SessionView(
        String session,
        String user,
        String userName,
        String issuer,
        String instance,
        List<String> rooms,
        Instant connectedAt,
        Instant expiresAt,
        String encoding) {

    /** In which sessions are listed. */
    static final Comparator<Session> ORDER = Comparator.<Session, String>comparing(
                    session -> session.caller().user())
            .thenComparing(Session::id);

    static SessionView of(Session session, Instant connectedAt) {
        var caller = session.caller();
        return new SessionView(
                session.id(),
                caller.user(),
                caller.name(),
                caller.issuer(),
                session.instance(),
                session.membership().all().stream().map(RoomKey::name).sorted().toList(),
                connectedAt,
                caller.expiresAt(),
                session.codec() instanceof CborCodec ? "cbor" : "json");
    }
}
