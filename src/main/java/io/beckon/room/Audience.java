package io.beckon.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which sessions an event is for. */
public sealed interface Audience {

    /** All that are members after the record and were so before it, but one. */
    record Everyone(@Nullable String exceptSession) implements Audience {}

    /** These sessions, members or not. */
    record Only(List<String> sessions) implements Audience {}
}
