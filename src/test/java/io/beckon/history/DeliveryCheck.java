package io.beckon.history;

import io.beckon.history.Happening.Acknowledged;
import io.beckon.history.Happening.Received;
import io.beckon.history.Happening.Refused;
import io.beckon.history.Happening.Sent;
import io.beckon.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every acknowledged frame came once to each session that it was for and that was there, and nothing else came. */
final class DeliveryCheck {

    private static final long FRAMES_PER_RECORD = 16;

    private final Stays stays;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Frame> frames = new HashMap<>();

    /** A frame that somebody sent, and what became of it. */
    private static final class Frame {
        final String session;
        final Sent sent;

        @Nullable Acknowledged acknowledged;

        boolean refused;

        Frame(String session, Sent sent) {
            this.session = session;
            this.sent = sent;
        }
    }

    private DeliveryCheck(List<SessionHistory> histories, Stays stays) {
        this.stays = stays;
        histories.forEach(this::readFrames);
    }

    static List<Violation> of(List<SessionHistory> histories, Stays stays) {
        DeliveryCheck check = new DeliveryCheck(histories, stays);
        check.frames.values().forEach(check::everybodyGotIt);
        histories.forEach(check::nothingElseCame);
        return check.violations;
    }

    private void readFrames(SessionHistory history) {
        Map<String, Frame> byId = new HashMap<>();
        for (Happening happening : history.happenings()) {
            switch (happening) {
                case Sent sent -> {
                    Frame frame = new Frame(history.session(), sent);
                    byId.put(sent.room() + "/" + sent.id(), frame);
                    frames.put(sent.room() + "/" + sent.marker(), frame);
                }
                case Acknowledged ack -> acknowledge(byId.get(ack.room() + "/" + ack.id()), ack, history.session());
                case Refused refused -> {
                    Frame frame = byId.get(refused.room() + "/" + refused.id());
                    if (frame != null) {
                        frame.refused = true;
                    }
                }
                default -> {}
            }
        }
    }

    private void acknowledge(@Nullable Frame frame, Acknowledged ack, String session) {
        if (frame == null) {
            return;
        }
        if (frame.acknowledged != null && frame.acknowledged.seq() != ack.seq() || frame.refused) {
            violations.add(new Violation(
                    Kind.REPLIES_DIFFER,
                    ack.room(),
                    ack.seq(),
                    session,
                    frame.sent.id() + " was " + (frame.refused ? "refused" : frame.acknowledged) + " before"));
        }
        frame.acknowledged = ack;
    }

    private void everybodyGotIt(Frame frame) {
        Acknowledged ack = frame.acknowledged;
        if (ack == null) {
            return;
        }
        for (Stay stay : stays.in(ack.room())) {
            if (!isFor(frame, stay) || !stay.isOwed(ack.seq())) {
                continue;
            }
            if (!stay.received.contains(frame.sent.marker())) {
                violations.add(new Violation(
                        Kind.LOST,
                        ack.room(),
                        ack.seq(),
                        stay.session,
                        "never got " + frame.sent.type() + " " + frame.sent.marker() + " of " + frame.session));
            }
        }
    }

    private static boolean isFor(Frame frame, Stay stay) {
        return !stay.session.equals(frame.session)
                && (frame.sent.to() == null || frame.sent.to().equals(stay.peer));
    }

    private void nothingElseCame(SessionHistory history) {
        Map<String, Received> seen = new HashMap<>();
        history.all(Received.class).forEach(received -> {
            Received before = seen.putIfAbsent(received.room() + "/" + received.marker(), received);
            if (before != null) {
                report(Kind.TWICE, history, received, "came at " + before.seq() + " already");
            }
            Frame frame = frames.get(received.room() + "/" + received.marker());
            if (frame == null || frame.refused) {
                report(Kind.FROM_NOWHERE, history, received, frame == null ? "nobody sent it" : "it was refused");
            } else if (isElsewhere(frame, received)) {
                report(Kind.OUT_OF_ORDER, history, received, "was acknowledged as " + frame.acknowledged);
            }
            if (stays.of(history.session(), received.room()).noneMatch(stay -> mayGet(stay, received))) {
                report(Kind.OUTSIDE, history, received, "it was not there, or it was for " + received.to());
            }
        });
    }

    /** A candidate that had to wait for its description takes a later place than it was acknowledged with. */
    private static boolean isElsewhere(Frame frame, Received received) {
        Acknowledged ack = frame.acknowledged;
        if (ack == null) {
            return false;
        }
        long acknowledged = ack.seq() / FRAMES_PER_RECORD;
        long came = received.seq() / FRAMES_PER_RECORD;
        return received.type().equals("ice-candidate") ? came < acknowledged : came != acknowledged;
    }

    private static boolean mayGet(Stay stay, Received received) {
        return stay.covers(received.seq())
                && (received.to() == null || received.to().equals(stay.peer))
                && !received.from().equals(stay.peer);
    }

    private void report(Kind kind, SessionHistory history, Received received, String why) {
        violations.add(new Violation(
                kind,
                received.room(),
                received.seq(),
                history.session(),
                received.type() + " " + received.marker() + " from " + received.from() + ": " + why));
    }
}
