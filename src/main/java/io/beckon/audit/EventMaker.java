package io.beckon.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the events that follow from one record. */
final class EventMaker {

    private final Subject subject;
    private final Happening happening;
    private final AddressPolicy addresses;
    private final @Nullable TraceId trace;
    private final List<AuditEvent> events = new ArrayList<>(2);

    /** @param traceparent of the record; {@code null} where it is not traced */
    EventMaker(Subject subject, Happening happening, AddressPolicy addresses, @Nullable String traceparent) {
        this.subject = subject;
        this.happening = happening;
        this.addresses = addresses;
        this.trace = TraceId.of(traceparent);
    }

    void add(@Nullable By by, Fact.OfLog fact) {
        String address = by == null ? null : by.address();
        events.add(new AuditEvent(
                id(),
                happening.time(),
                subject,
                by == null ? null : by.actor(),
                happening.node().isEmpty() ? null : new Id(happening.node()),
                address == null ? null : addresses.at(happening.time(), address),
                happening.place(),
                trace,
                fact));
    }

    /** How long ago that was, in milliseconds; {@code null} where either time is not known. */
    @Nullable Long since(long time) {
        long now = happening.time().toEpochMilli();
        return time <= 0 || now <= 0 ? null : Math.max(0, now - time);
    }

    /** The same whoever projects the record. */
    private String id() {
        LogPlace place = happening.place();
        return place.log().word() + '-' + place.partition() + '-' + place.offset() + '-' + events.size();
    }

    List<AuditEvent> all() {
        return List.copyOf(events);
    }
}
