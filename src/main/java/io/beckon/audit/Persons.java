package io.beckon.audit;

import java.util.List;

/** How users are shown in audit events. Safe for use by several threads. */
@FunctionalInterface
public interface Persons {

    /** As their tokens name them. */
    Persons NAMED = event -> event;

    /** The event as it may be written. */
    AuditEvent shown(AuditEvent event);

    default List<AuditEvent> shown(List<AuditEvent> events) {
        return this == NAMED ? events : events.stream().map(this::shown).toList();
    }
}
