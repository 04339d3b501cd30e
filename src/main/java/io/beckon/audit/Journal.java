package io.beckon.audit;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a node writes down what only it knows: each fact becomes an event of this node, of now. Safe for use by several threads. */
public final class Journal {

    private final AuditTrail trail;
    private final AddressPolicy addresses;
    private final Supplier<String> instance;
    private final InstantSource clock;
    private final AtomicLong written = new AtomicLong();

    /** @param instance of this node, at any time; events' ids begin with it, so no other may ever have the same */
    public Journal(AuditTrail trail, AddressPolicy addresses, Supplier<String> instance, InstantSource clock) {
        this.trail = trail;
        this.addresses = addresses;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Writes an event.
     *
     * @param address of the client, as text; empty where there is none
     * @param traceparent of the request by which the client came; {@code null} where there is none
     */
    public void write(
            Fact.OfNode fact, Subject subject, @Nullable Actor actor, String address, @Nullable String traceparent) {
        String node = instance.get();
        trail.add(new AuditEvent(
                node + '-' + written.incrementAndGet(),
                clock.instant(),
                subject,
                actor,
                new Id(node),
                address.isEmpty() ? null : addresses.of(address),
                null,
                TraceId.of(traceparent),
                fact));
    }
}
