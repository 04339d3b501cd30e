package io.beckon.archive;

import io.beckon.records.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some audit records, the newest first.
 *
 * @param looked how many were looked at, whether or not they were looked for
 * @param next where to look for older ones; {@code null}: there are none
 */
public record AuditPage(
        List<StoredEvent> events, long looked, @Nullable String next) {}
