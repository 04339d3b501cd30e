package io.beckon.records;

import java.time.Instant;

/**
 * An audit event as it is kept: the attributes of a CloudEvent, and its data as JSON. A seal over the events before it is one, too.
 *
 * @param id with the source, which is the same for all, it identifies the event
 * @param subject the event's key as well
 * @param data JSON; not to be changed
 */
public record AuditRecord(String id, String type, String subject, Instant time, byte[] data) {

    /** Of all audit events. */
    public static final String SOURCE = "/beckon/audit";
}
