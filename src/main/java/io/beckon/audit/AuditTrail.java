package io.beckon.audit;

/** Where audit events go. Adding one never blocks and never fails. Safe for use by several threads. */
public interface AuditTrail {

    void add(AuditEvent event);
}
