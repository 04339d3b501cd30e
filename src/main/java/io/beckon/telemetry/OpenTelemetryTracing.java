package io.beckon.telemetry;

import io.beckon.audit.PcName;
import io.beckon.log.LogRecord;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Audience;
import io.beckon.room.Effect;
import io.beckon.room.Event;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.RoomKey;
import io.beckon.tracing.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One trace for each negotiation.
 *
 * <pre>
 *   negotiation                from the offer to its outcome, at the offerer's node; below the client's own span if it named one
 *   ├─ offer                   from the frame's receipt to its answer
 *   │  ├─ append               until the log has the record
 *   │  └─ deliver              applied, and given to the sessions of a node: one on each that has any
 *   │     ├─ answer            at the answerer's node, like an offer
 *   │     │  ├─ append
 *   │     │  └─ deliver
 *   │     └─ ice-candidate …
 *   └─ ice-candidate …         of the offerer
 * </pre>
 *
 * An answer whose offer this node has not seen, since it was followed or started later, is not traced.
 */
public final class OpenTelemetryTracing implements Tracing {

    private static final String SCOPE = "io.beckon";

    private final Tracer tracer;
    private final String node;
    private final LongSupplier clock;
    private final TracedNegotiations negotiations = new TracedNegotiations();
    private final FramesUnderWay frames = new FramesUnderWay();
    private final Settling settling = new Settling(negotiations);

    /**
     * @param node by which operators know this node
     * @param clock nanoseconds of the node's monotonic clock
     */
    public OpenTelemetryTracing(OpenTelemetry telemetry, String node, LongSupplier clock) {
        this.tracer = telemetry.getTracer(SCOPE);
        this.node = node;
        this.clock = clock;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public @Nullable String received(RoomKey room, String session, ClientMessage.ToRoom frame, long since) {
        return switch (frame) {
            case ClientMessage.Offer offer -> begin(room, session, offer, since);
            case ClientMessage.Rollback rollback ->
                follow("rollback", room, session, rollback.to(), rollback.pc(), null, since);
            case ClientMessage.Answer answer ->
                follow(
                        answer.provisional() ? "pranswer" : "answer",
                        room,
                        session,
                        answer.to(),
                        answer.pc(),
                        answer.re(),
                        since);
            case ClientMessage.Reject reject ->
                follow("reject", room, session, reject.to(), reject.pc(), reject.re(), since);
            case ClientMessage.Candidate candidate ->
                follow("ice-candidate", room, session, candidate.to(), candidate.pc(), candidate.re(), since);
            case ClientMessage.ConnectionState report -> report(room, session, report, since);
            case ClientMessage.Leave leave -> null;
            case ClientMessage.Message message -> null;
            case ClientMessage.Update update -> null;
            case ClientMessage.Kick kick -> null;
            case ClientMessage.SetRole setRole -> null;
            case ClientMessage.Mute mute -> null;
            case ClientMessage.AnswerKnock answer -> null;
            case ClientMessage.Lock lock -> null;
            case ClientMessage.Unlock unlock -> null;
            case ClientMessage.CloseRoom close -> null;
        };
    }

    private @Nullable String begin(RoomKey room, String session, ClientMessage.Offer offer, long since) {
        Span span = span("negotiation", SpanKind.INTERNAL, TraceContext.below(offer.traceparent()), since, room);
        if (!span.isRecording()) {
            return null;
        }
        if (!offer.pc().isEmpty()) {
            span.setAttribute(Attributes.PC, new PcName(offer.pc()).value());
        }
        Context below = TraceContext.below(span);
        return underWay(
                span("offer", SpanKind.SERVER, below, since, room),
                room,
                new TracedNegotiation(room, session, offer.pc(), span, below, clock.getAsLong()));
    }

    private @Nullable String report(RoomKey room, String session, ClientMessage.ConnectionState report, long since) {
        String traceparent = follow("connection-state", room, session, report.peer(), report.pc(), null, since);
        FrameUnderWay frame = traceparent == null ? null : find(traceparent);
        if (frame != null) {
            frame.frame().setAttribute(Attributes.STATE, report.state().wireName());
        }
        return traceparent;
    }

    private @Nullable String follow(
            String name, RoomKey room, String session, @Nullable String to, String pc, @Nullable Long re, long since) {
        Context parent = parent(room, session, to, pc, re);
        return parent == null ? null : underWay(span(name, SpanKind.SERVER, parent, since, room), room, null);
    }

    private synchronized @Nullable Context parent(
            RoomKey room, String session, @Nullable String to, String pc, @Nullable Long re) {
        TracedNegotiation known = negotiations.find(room, session, to, pc, re);
        return known == null || !known.takesFrame() ? null : known.parent();
    }

    private synchronized @Nullable FrameUnderWay find(String traceparent) {
        return frames.get(traceparent);
    }

    private @Nullable String underWay(Span frame, RoomKey room, @Nullable TracedNegotiation begun) {
        if (!frame.isRecording()) {
            return null;
        }
        String traceparent = TraceContext.traceparent(frame);
        long now = clock.getAsLong();
        Span append = span("append", SpanKind.PRODUCER, TraceContext.below(frame), now, room);
        synchronized (this) {
            frames.tidy(now);
            negotiations.tidy(now);
            frames.add(traceparent, new FrameUnderWay(frame, append, begun, now));
        }
        return traceparent;
    }

    @Override
    public synchronized void appended(String traceparent, @Nullable Throwable failure) {
        FrameUnderWay frame = frames.get(traceparent);
        if (frame != null) {
            frame.appended(failure);
            if (failure != null) {
                frames.remove(traceparent);
                frame.lost();
            }
        }
    }

    @Override
    public synchronized void applied(LogRecord record, Outcome outcome, long receivers, long began) {
        String traceparent = record.traceparent();
        if (traceparent != null) {
            traced(record, traceparent, outcome, receivers, began);
        } else {
            settling.settle(record, outcome, null);
        }
    }

    private void traced(LogRecord record, String traceparent, Outcome outcome, long receivers, long began) {
        FrameUnderWay own = frames.remove(traceparent);
        Span delivery = receivers == 0 ? null : delivery(record, traceparent, receivers, began);
        Reply reply = reply(outcome);
        TracedNegotiation begun = begun(record, own, delivery);
        if (begun != null) {
            open(begun, outcome, reply);
        }
        settling.settle(record, outcome, begun);
        if (own != null) {
            own.answered(reply);
        }
    }

    /** The negotiation that a record begins, if anybody here has to do with it. */
    private @Nullable TracedNegotiation begun(LogRecord record, @Nullable FrameUnderWay own, @Nullable Span delivery) {
        if (own != null) {
            return own.begun();
        }
        return delivery != null && record.proposal() instanceof Proposal.Offer offer
                ? new TracedNegotiation(
                        record.room(),
                        offer.origin().session(),
                        offer.pc(),
                        null,
                        TraceContext.below(delivery),
                        clock.getAsLong())
                : null;
    }

    private Span delivery(LogRecord record, String traceparent, long receivers, long began) {
        Span span = tracer.spanBuilder("deliver")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceContext.below(traceparent))
                .setStartTimestamp(timeOf(began, System.nanoTime()))
                .setAttribute(Attributes.NODE, node)
                .setAttribute(Attributes.RECEIVERS, receivers)
                .setAttribute(Attributes.PARTITION, (long) record.partition())
                .setAttribute(Attributes.POSITION, record.position())
                .startSpan();
        span.end();
        return span;
    }

    private void open(TracedNegotiation begun, Outcome outcome, @Nullable Reply reply) {
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Emitted(int index, Audience.Only audience, Event.Relayed relayed)
                    && reply instanceof Reply.Acknowledged accepted) {
                begun.opened(accepted.seq(), relayed.from(), relayed.to(), audience.sessions());
                negotiations.add(begun);
                return;
            }
        }
        begun.end(reply instanceof Reply.Refused ? NegotiationOutcome.REFUSED : NegotiationOutcome.RESENT);
    }

    private static @Nullable Reply reply(Outcome outcome) {
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Replied replied) {
                return replied.reply();
            }
        }
        return null;
    }

    private Span span(String name, SpanKind kind, Context parent, long since, RoomKey room) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent)
                .setStartTimestamp(timeOf(since, clock.getAsLong()))
                .setAttribute(Attributes.NODE, node)
                .setAttribute(Attributes.TENANT, room.tenant())
                .setAttribute(Attributes.ROOM, room.name())
                .startSpan();
    }

    /** When a monotonic clock, which says so much now, said so much. */
    private static Instant timeOf(long then, long now) {
        return Instant.now().minusNanos(now - then);
    }
}
