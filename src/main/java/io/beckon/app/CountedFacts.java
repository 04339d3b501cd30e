package io.beckon.app;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.Fact;
import io.beckon.ops.Meters;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts what a node writes down for auditors, one by one, before it is summed up: who came and went, who was not let in, which limits
 * were met. None of that happens with every frame.
 */
final class CountedFacts implements AuditTrail {

    /** What {@link TurnedAway} and the door of the service say somebody was not let in for. */
    enum Denial {
        NO_TOKEN,
        BAD_TOKEN,
        BAD_RESUME,
        ORIGIN,
        NOT_ALLOWED,
        TOO_MANY_REQUESTS,
        UNAVAILABLE
    }

    /** The limits as {@link Fact.LimitHit} names them: by a name, an error's code, an HTTP status, or the close code that came of it. */
    private static final List<String> LIMITS = List.of(
            "rate-limited",
            "rooms-per-connection",
            "calls-per-minute",
            "candidates-waiting",
            "429",
            "1008",
            "4013",
            "4029");

    private final Map<Denial, LongAdder> denials = adders(Denial.class);
    private final Map<Fact.SessionEnd, LongAdder> ends = endsOfConnections();
    private final Map<Fact.Transport, Map<Fact.Encoding, LongAdder>> opened = Arrays.stream(Fact.Transport.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    transport -> adders(Fact.Encoding.class),
                    (a, b) -> a,
                    () -> new EnumMap<>(Fact.Transport.class)));
    private final Map<String, LongAdder> limits =
            LIMITS.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), limit -> new LongAdder()));
    private final LongAdder actions = new LongAdder();
    private final AuditTrail next;

    CountedFacts(AuditTrail next) {
        this.next = next;
    }

    private static Map<Fact.SessionEnd, LongAdder> endsOfConnections() {
        Map<Fact.SessionEnd, LongAdder> ends = adders(Fact.SessionEnd.class);
        ends.remove(Fact.SessionEnd.NOT_RESUMED);
        return ends;
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            adders.put(each, new LongAdder());
        }
        return adders;
    }

    @Override
    public void add(AuditEvent event) {
        switch (event.fact()) {
            case Fact.SessionOpened session ->
                add(opened.getOrDefault(session.transport(), Map.of()), session.encoding());
            case Fact.SessionEnded session -> add(ends, session.why());
            case Fact.AuthenticationDenied denied ->
                add(denials, denial(denied.reason().value()));
            case Fact.AuthorizationDenied denied -> add(denials, Denial.NOT_ALLOWED);
            case Fact.OriginDenied denied -> add(denials, Denial.ORIGIN);
            case Fact.LimitHit hit -> limit(hit.limit().value());
            case Fact.Administered done -> actions.increment();
            default -> {}
        }
        next.add(event);
    }

    private static Denial denial(String reason) {
        return switch (reason) {
            case "no-token" -> Denial.NO_TOKEN;
            case "bad-resume" -> Denial.BAD_RESUME;
            default -> Denial.BAD_TOKEN;
        };
    }

    private void limit(String limit) {
        LongAdder hits = limits.get(limit);
        if (hits != null) {
            hits.increment();
        }
        if (limit.equals(TurnedAway.TOO_MANY.value())) {
            add(denials, Denial.TOO_MANY_REQUESTS);
        }
    }

    /** Somebody was sent away since the node cannot serve anybody more now. */
    void unavailable() {
        add(denials, Denial.UNAVAILABLE);
    }

    private static <K> void add(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder != null) {
            adder.increment();
        }
    }

    void describe(Meters meters) {
        opened.forEach((transport, encodings) -> encodings.forEach((encoding, count) -> meters.counter(
                "beckon.sessions.opened",
                "Connections that were let in",
                Tags.of("transport", Meters.text(transport), "encoding", Meters.text(encoding)),
                count::sum)));
        ends.forEach((why, count) -> meters.counter(
                "beckon.sessions.ended", "Connections that have ended", Tags.of("why", Meters.text(why)), count::sum));
        denials.forEach((reason, count) -> meters.counter(
                "beckon.denials",
                "Requests and frames of those who were not let in, or may not do what they asked for",
                Tags.of("reason", Meters.text(reason)),
                count::sum));
        limits.forEach((limit, hits) -> meters.counter(
                "beckon.limits.hit",
                "How often clients have met a limit: as an error, an HTTP status or a close code",
                Tags.of("limit", limit),
                hits::sum));
        meters.counter("beckon.administered", "What administrators have done here, or tried to", actions::sum);
    }
}
