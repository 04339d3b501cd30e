package io.beckon.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which sessions an event is for. */
public sealed interface Audience {

    /** Whether it is for a session that was a member, before and after. */
    default boolean includes(String session) {
        return switch (this) {
            case Everyone everyone -> !session.equals(everyone.exceptSession());
            case Only only -> only.sessions().contains(session);
        };
    }

    /** All that are members after the record and were so before it, but one. */
    record Everyone(@Nullable String exceptSession) implements Audience {}

    /** These sessions, members or not. */
    record Only(List<String> sessions) implements Audience {}
}
