package io.beckon.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What administrators do, and to whom a right or an origin was denied, as lines of the node's log, in the category of this class.
 * The other events are too many for that.
 */
public final class AuditLines implements AuditTrail {

    private static final Logger LOG = System.getLogger(AuditLines.class.getName());

    @Override
    public void add(AuditEvent event) {
        switch (event.fact()) {
            case Fact.AuthorizationDenied denied -> add(event, denied);
            case Fact.OriginDenied denied -> add(denied);
            case Fact.Administered done -> add(event, done);
            default -> {}
        }
    }

    private static void add(AuditEvent event, Fact.AuthorizationDenied denied) {
        Actor who = Objects.requireNonNullElse(event.actor(), Actor.NOBODY);
        LOG.log(
                Level.INFO,
                "Denied: {0}; missing right={1} roomId={2} user={3} issuer={4} sessionId={5} count={6}",
                denied.what().value(),
                FrameName.code(denied.missing()).value(),
                event.subject().key(),
                text(who.subject()),
                text(who.issuer()),
                text(who.session()),
                Long.toString(denied.count()));
    }

    private static void add(Fact.OriginDenied denied) {
        LOG.log(
                Level.INFO,
                "Denied: a page of the origin {0} to use the service, whose own is {1}; count={2}. List it in"
                        + " beckon.allowed-origins if it may",
                denied.origin().value(),
                denied.own() == null ? "not known" : denied.own().value(),
                Long.toString(denied.count()));
    }

    private static void add(AuditEvent event, Fact.Administered done) {
        Actor who = Objects.requireNonNullElse(event.actor(), Actor.NOBODY);
        LOG.log(
                Level.INFO,
                "Administered: {0}; subject={1} target={2} user={3} issuer={4} reason={5}",
                done.action().value(),
                event.subject().key(),
                String.valueOf(done.target()),
                text(who.subject()),
                text(who.issuer()),
                done.reason().value());
    }

    private static String text(@Nullable Id id) {
        return id == null ? "" : id.value();
    }
}
