package io.beckon.audit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what refusals are told apart: who met them, where, and of which kind they are.
 *
 * @param who those who are not known are one for each type of refusal
 * @param where a room, a web origin or an address, whichever is known; empty where none is; {@link #SEVERAL}
 * @param kind the fact's type, and the right, limit or code that it is about
 */
record Refused(Someone who, String where, String kind) {

    static final String SEVERAL = "*";

    private static final Id ANY = new Id(SEVERAL);

    /** A user, or all users of a tenant where issuer and subject are empty. */
    record Someone(String tenant, String issuer, String subject) {}

    static Refused of(AuditEvent event, Fact.Refusal refusal) {
        String type = EventType.of(refusal).type();
        Actor actor = event.actor();
        String tenant = text(event.subject().tenant());
        Someone who = actor == null
                ? new Someone(tenant, "", type)
                : new Someone(tenant, text(actor.issuer()), text(actor.subject()));
        return switch (refusal) {
            case Fact.OriginDenied denied -> new Refused(who, denied.origin().value(), type);
            case Fact.AuthenticationDenied denied -> new Refused(who, address(event), type + denied.reason());
            case Fact.AuthorizationDenied denied -> new Refused(who, room(event), type + denied.missing());
            case Fact.LimitHit hit ->
                new Refused(who, actor == null ? address(event) : room(event), type + hit.limit());
            case Fact.FrameRefused refused ->
                new Refused(who, actor == null ? address(event) : room(event), type + refused.code());
        };
    }

    private static String address(AuditEvent event) {
        return Objects.toString(event.address(), "");
    }

    private static String room(AuditEvent event) {
        return text(event.subject().room());
    }

    private static String text(@Nullable Id id) {
        return id == null ? "" : id.value();
    }

    /** The same, wherever the user met it. */
    Refused anywhere() {
        return new Refused(who, SEVERAL, kind);
    }

    /** The same, whoever of the tenant met it. */
    Refused byAnybody() {
        return new Refused(new Someone(who.tenant, "", ""), SEVERAL, kind);
    }

    /** Says no more than this tells apart. */
    AuditEvent applied(AuditEvent event) {
        Subject subject = event.subject();
        boolean isOfOne = !who.issuer.isEmpty();
        return new AuditEvent(
                event.id(),
                event.time(),
                subject.tenant() == null ? subject : new Subject(subject.tenant(), ANY),
                isOfOne ? event.actor() : null,
                event.node(),
                isOfOne ? event.address() : null,
                null,
                isOfOne ? event.trace() : null,
                event.fact() instanceof Fact.OriginDenied denied
                        ? new Fact.OriginDenied(ANY, denied.own(), denied.count())
                        : event.fact());
    }

    /** The same event with this count. */
    static AuditEvent times(AuditEvent event, long count) {
        return new AuditEvent(
                event.id(),
                event.time(),
                event.subject(),
                event.actor(),
                event.node(),
                event.address(),
                event.place(),
                event.trace(),
                ((Fact.Refusal) event.fact()).times(count));
    }
}
