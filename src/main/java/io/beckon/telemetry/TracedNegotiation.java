package io.beckon.telemetry;

import io.beckon.room.RoomKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An offer and what belongs to it, as this node traces it. Guarded by whoever has it. */
final class TracedNegotiation {

    /** Maximum number of frames after the offer that are traced on each node; most are candidates. */
    static final int MOST_FRAMES = 64;

    private final RoomKey room;
    private final String session;
    private final String pc;
    private final @Nullable Span span;
    private final Context parent;
    private final long since;
    private List<String> receivers = List.of();
    private String offerer = "";
    private @Nullable String addressee;
    private long seq;
    private int frames;
    private boolean open = true;

    /**
     * @param session that has made the offer
     * @param span from the offer to the outcome, where the offerer is connected; {@code null} elsewhere
     * @param parent of what this node does for it
     * @param since in nanoseconds of a monotonic clock
     */
    TracedNegotiation(RoomKey room, String session, String pc, @Nullable Span span, Context parent, long since) {
        this.room = room;
        this.session = session;
        this.pc = pc;
        this.span = span;
        this.parent = parent;
        this.since = since;
    }

    /**
     * The room has accepted the offer.
     *
     * @param peer of the offerer
     * @param to the one peer that it is for; {@code null} if it named nobody
     * @param sessions that it is for
     */
    void opened(long place, String peer, @Nullable String to, List<String> sessions) {
        seq = place;
        offerer = peer;
        addressee = to;
        receivers = sessions;
    }

    RoomKey room() {
        return room;
    }

    Context parent() {
        return parent;
    }

    long since() {
        return since;
    }

    boolean isOpen() {
        return open;
    }

    /** @return whether one more frame of it is traced */
    boolean takesFrame() {
        return frames++ < MOST_FRAMES;
    }

    boolean isFrom(String of, String connection) {
        return session.equals(of) && pc.equals(connection);
    }

    boolean isOfPeer(String peer) {
        return offerer.equals(peer);
    }

    boolean isBetween(String from, @Nullable String to, String connection) {
        return offerer.equals(from)
                && pc.equals(connection)
                && (to == null || addressee == null || addressee.equals(to));
    }

    boolean hasOneReceiver() {
        return receivers.size() == 1;
    }

    boolean isAddressedTo(String peer) {
        return peer.equals(addressee);
    }

    /** Whether it reaches one of these sessions. */
    boolean reachesAnyOf(List<String> sessions) {
        return !Collections.disjoint(receivers, sessions);
    }

    /** Whether a session's frame that answers somebody's offer settles this one. */
    boolean isAnsweredBy(String answerer, String connection, List<String> offerers) {
        return pc.equals(connection) && offerers.contains(session) && receivers.contains(answerer);
    }

    /**
     * Whether a session's frame belongs to it.
     *
     * @param to the peer that the frame names, if any
     * @param re the {@code seq} of the offer that the frame names, if any
     */
    boolean has(String sender, @Nullable String to, String connection, @Nullable Long re) {
        if (!pc.equals(connection) || re != null && re != seq) {
            return false;
        }
        return session.equals(sender)
                ? to == null || addressee == null || addressee.equals(to)
                : receivers.contains(sender) && (to == null || to.equals(offerer));
    }

    /** The offer is open no longer. */
    void end(NegotiationOutcome outcome) {
        if (!open) {
            return;
        }
        open = false;
        if (span != null) {
            span.setAttribute(Attributes.OUTCOME, outcome.text());
            if (outcome.isGood()) {
                span.setStatus(StatusCode.OK);
            } else if (outcome.isBad()) {
                span.setStatus(StatusCode.ERROR, outcome.text());
            }
            span.end();
        }
    }
}
