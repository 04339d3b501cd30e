package io.beckon.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.EventType;
import io.beckon.audit.Subject;
import io.beckon.identity.Caller;
import io.beckon.records.EventMembers;
import io.beckon.records.StoredEvent;
import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/**
 * Which audit records somebody is shown: of the own tenant only. Those of no tenant, such as of tokens that nobody could have issued, are
 * shown to administrators of the default one.
 *
 * @param room {@code null}: about anything
 * @param user {@code null}: by and about anybody
 * @param type what the type begins with, without what all types begin with; {@code null}: any
 */
record AuditFilter(
        String tenant,
        @Nullable RoomKey room,
        @Nullable String user,
        @Nullable String type) {

    boolean takes(StoredEvent event) {
        return isSeen(event)
                && (type == null || new String(event.type(), UTF_8).startsWith(EventType.PREFIX + type))
                && (user == null || EventMembers.names(event, user));
    }

    private boolean isSeen(StoredEvent event) {
        String subject = new String(event.subject(), UTF_8);
        if (room == null && subject.equals(Subject.UNKNOWN.key())) {
            return tenant.equals(Caller.DEFAULT_TENANT);
        }
        boolean isAboutIt = room == null || subject.equals(room.toString());
        return isAboutIt && tenant.equals(EventMembers.tenant(event));
    }
}
