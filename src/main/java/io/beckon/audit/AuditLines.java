package io.beckon.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Audit records as lines of the node's log, in the category of this class. */
public final class AuditLines implements AuditTrail {

    private static final Logger LOG = System.getLogger(AuditLines.class.getName());

    @Override
    public void add(AuditRecord record) {
        switch (record) {
            case AuditRecord.Denied denied ->
                LOG.log(
                        Level.INFO,
                        "Denied: {0}; missing right={1} roomId={2}/{3} user={4} issuer={5} sessionId={6} count={7}",
                        denied.what(),
                        denied.missing().wireName(),
                        denied.room().tenant(),
                        denied.room().name(),
                        denied.user(),
                        denied.issuer(),
                        denied.session(),
                        Long.toString(denied.count()));
            case AuditRecord.Foreign foreign ->
                LOG.log(
                        Level.INFO,
                        "Denied: a page of the origin {0} to use the service, whose own is {1}; count={2}. List it in"
                                + " beckon.allowed-origins if it may",
                        foreign.origin(),
                        foreign.own().isEmpty() ? "not known" : foreign.own(),
                        Long.toString(foreign.count()));
            case AuditRecord.Administered done ->
                LOG.log(
                        Level.INFO,
                        "Administered: {0}; subject={1} target={2} user={3} issuer={4} reason={5}",
                        done.action(),
                        done.subject(),
                        String.valueOf(done.target()),
                        done.user(),
                        done.issuer(),
                        done.reason());
        }
    }
}
