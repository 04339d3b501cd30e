package io.beckon.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact, with what is said of every fact: when, where, by whom.
 *
 * @param id unlike that of any other event of the same source; of what follows from a log it is made from the place in the log, so
 *     that the same fact has the same id whoever projects it
 * @param time of the record in the log, or of the node's clock
 * @param subject what the event is about, and its key: {@code tenant/room}, the tenant alone, or {@code *} where no tenant is known
 * @param actor {@code null}: nobody, or nobody known
 * @param node the instance whose doing it was
 * @param address of the client, as the policy on addresses has it
 * @param place in the log that it follows from
 * @param trace that it is part of
 */
public record AuditEvent(
        String id,
        Instant time,
        Subject subject,
        @Nullable Actor actor,
        @Nullable Id node,
        @Nullable AuditAddress address,
        @Nullable LogPlace place,
        @Nullable TraceId trace,
        Fact fact) {

    /** What it takes of the heap with all that it refers to, in bytes. */
    public int weight() {
        return AuditWeight.of(this);
    }

    /** The same, with an id that is told apart from those of other processes' logs. */
    public AuditEvent ofProcess(String instance) {
        return new AuditEvent(instance + '-' + id, time, subject, actor, node, address, place, trace, fact);
    }
}
