package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches a room and fails when it breaks a promise: to its state, to the senders, to the receivers. */
final class Promises {

    private final Room room;
    private final Tally tally;
    private final List<Proposal.Timed> armed = new ArrayList<>();
    private final Set<Proposal.Timed> everArmed = new HashSet<>();
    private final Receivers receivers;
    /** The first reply to each accepted frame with an id. */
    private final Map<String, Reply> replies = new HashMap<>();

    private final Map<Json, Long> relayed = new HashMap<>();
    private RoomSnapshot latest;

    Promises(Room room, Tally tally) {
        this.room = room;
        this.tally = tally;
        this.receivers = new Receivers(room, tally);
        this.latest = room.snapshot();
    }

    Room room() {
        return room;
    }

    /** All timers that were ever armed. */
    List<Proposal.Timed> armed() {
        return armed;
    }

    Outcome apply(Proposal proposal, long position) {
        RoomSnapshot before = latest;
        boolean held = proposal instanceof Proposal.Timed timer && room.holds(timer);
        Outcome outcome = room.apply(proposal, position);
        RoomSnapshot after = room.snapshot();
        latest = after;
        outcome.effects().forEach(effect -> {
            if (effect instanceof Effect.Armed timer) {
                armed.add(timer.timer());
                everArmed.add(timer.timer());
            }
        });
        switch (proposal) {
            case Proposal.Framed framed -> sender(framed, outcome, before, after);
            case Proposal.Timed timer -> assertEquals(held, !before.equals(after), () -> "held and changed: " + timer);
            case Proposal.Order order -> ordered(order, outcome, before, after);
            case Proposal.Entitle entitle -> {}
            case Proposal.Disconnected lost -> {}
            case Proposal.OpenCall open -> {}
        }
        if (outcome.effects().isEmpty()) {
            assertTrue(
                    before.equals(after)
                            || proposal instanceof Proposal.BarEnded
                            || proposal instanceof Proposal.KnockEnded
                            || proposal instanceof Proposal.Entitle
                            || proposal instanceof Proposal.OpenCall,
                    "void, and changed something");
            tally.count(
                    before.equals(after) ? "void" : "silent",
                    proposal.getClass().getSimpleName());
        }
        admission(proposal, before, after);
        timers(after);
        receivers.receive(outcome, before, after);
        return outcome;
    }

    // to the senders

    private void sender(Proposal.Framed framed, Outcome outcome, RoomSnapshot before, RoomSnapshot after) {
        Member member = member(before, framed.origin().session());
        if (member != null && isZombie(framed, member)) {
            assertTrue(
                    outcome.effects().isEmpty() || refused(outcome) == Refusal.RESUME_EXPIRED,
                    "accepted from an incarnation that is not current");
        }
        if (member != null && framed instanceof Proposal.Resume resume && isLater(resume, member)) {
            Class<?> expected = resume.rights().contains(Right.JOIN) ? Reply.Resumed.class : Reply.Departed.class;
            assertEquals(
                    expected,
                    ((Effect.Replied) outcome.effects().get(0)).reply().getClass());
        }
        List<Effect.Replied> given = outcome.effects().stream()
                .filter(Effect.Replied.class::isInstance)
                .map(Effect.Replied.class::cast)
                .toList();
        assertTrue(given.size() <= 1);
        if (given.isEmpty()) {
            assertTrue(outcome.effects().isEmpty(), "accepted and not replied to");
            return;
        }
        assertEquals(given.get(0), outcome.effects().get(0), "the reply comes first");
        assertEquals(framed.origin(), given.get(0).origin());
        Reply reply = given.get(0).reply();
        tally.count("replies", reply.getClass().getSimpleName());
        if (reply instanceof Reply.Refused refused) {
            tally.count("refusals", refused.refusal().name());
            assertEquals(1, outcome.effects().size(), "refused, and told somebody");
            assertEquals(before, after, "refused, and changed something");
        }
        if (framed.origin().id() != null && !(framed instanceof Proposal.Join)) {
            once(framed.origin(), reply, outcome, before.equals(after));
        }
    }

    private static boolean isZombie(Proposal.Framed framed, Member member) {
        int order = framed.origin().incarnation().compareTo(member.incarnation());
        if (order == 0) {
            return framed instanceof Proposal.Resume || member.absence() == LeaveReason.NODE_LOST;
        }
        return order < 0
                || !(framed instanceof Proposal.Resume
                        || framed instanceof Proposal.Join
                        || framed instanceof Proposal.Knock);
    }

    private static boolean isLater(Proposal.Resume resume, Member member) {
        return resume.user().equals(member.user())
                && resume.origin().incarnation().compareTo(member.incarnation()) > 0;
    }

    /** Accepted once, delivered once, acknowledged alike for ever. */
    private void once(Origin origin, Reply reply, Outcome outcome, boolean unchanged) {
        String frame = origin.session() + " " + origin.id();
        Reply first = replies.get(frame);
        if (first != null) {
            tally.count("replies", "again");
            assertEquals(first, reply, "another reply to the same frame");
            assertEquals(1, outcome.effects().size(), "a repeat was delivered");
            assertTrue(unchanged, "a repeat changed something");
        } else if (reply instanceof Reply.Acknowledged ack) {
            replies.put(frame, reply);
            assertEquals(outcome.position(), Seq.position(ack.seq()));
            relay(outcome, ack);
        } else if (reply instanceof Reply.Departed) {
            replies.put(frame, reply);
        }
    }

    private void relay(Outcome outcome, Reply.Acknowledged ack) {
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Emitted emitted && emitted.event() instanceof Event.Relayed frame) {
                assertEquals(ack.seq(), Seq.of(outcome.position(), emitted.index()));
                assertEquals(null, relayed.put(frame.body(), outcome.position()), "delivered twice");
            }
        }
    }

    private static @Nullable Refusal refused(Outcome outcome) {
        return outcome.effects().get(0) instanceof Effect.Replied replied
                        && replied.reply() instanceof Reply.Refused refused
                ? refused.refusal()
                : null;
    }

    // to administrators

    /** Carried out once, whatever it is told before. */
    private void ordered(Proposal.Order order, Outcome outcome, RoomSnapshot before, RoomSnapshot after) {
        Effect.Ordered told = (Effect.Ordered) outcome.effects().getFirst();
        assertEquals(order.id(), told.id());
        tally.count("orders", told.outcome().name());
        boolean known =
                before.orders().stream().anyMatch(receipt -> receipt.id().equals(order.id()));
        if (known) {
            tally.count("orders", "again");
            assertEquals(OrderOutcome.DONE, told.outcome(), "another outcome of the same order");
        }
        if (known || told.outcome() != OrderOutcome.DONE) {
            assertEquals(1, outcome.effects().size(), "nothing was done, and somebody was told");
            assertEquals(before, after, "nothing was done, and something has changed");
        } else {
            assertFalse(before.members().isEmpty(), "an order in an empty room");
            assertEquals(
                    new OrderReceipt(order.id(), outcome.position()),
                    after.orders().getLast());
        }
    }

    // to the state

    private static void admission(Proposal proposal, RoomSnapshot before, RoomSnapshot after) {
        int hosts = 0;
        int servers = 0;
        for (Member member : after.members()) {
            hosts += member.role() == Role.HOST ? 1 : 0;
            servers += member.isMediaServer() ? 1 : 0;
            Right needed = member.role().right();
            assertTrue(needed == null || member.granted() || member.rights().contains(needed), "a role without right");
            assertTrue(member.announced() || !Members.isOnStage(member), "on stage, and nobody knows");
            assertFalse(after.pattern() == Pattern.BROADCAST && member.role() == Role.PARTICIPANT);
        }
        assertTrue(servers <= 1, "two media servers");
        assertTrue(hosts <= after.rules().maxHosts(), "too many hosts");
        assertTrue(after.members().size() <= after.rules().maxParticipants(after.pattern()), "too many members");
        if (proposal instanceof Proposal.Join join
                && before.locked()
                && member(before, join.origin().session()) == null) {
            Member entered = member(after, join.origin().session());
            boolean replacing = join.replaces() != null && member(before, join.replaces()) != null;
            boolean admitted = isAdmitted(before, join.applicant().user());
            assertTrue(
                    entered == null || entered.role() == Role.MODERATOR || replacing || admitted,
                    "entered a locked room");
            assertFalse(entered != null && isAdmitted(after, join.applicant().user()), "an admission is for once");
        }
        if (after.members().isEmpty()) {
            assertEquals(emptyWith(after), after, "an empty room that is not as new");
        }
    }

    private static boolean isAdmitted(RoomSnapshot room, String user) {
        return room.knocks().stream()
                .anyMatch(knock -> knock.user().equals(user) && knock.state() == Knock.State.ADMITTED);
    }

    /** A new room with the receipts of another. */
    private static RoomSnapshot emptyWith(RoomSnapshot other) {
        RoomSnapshot fresh = new Room(other.key()).snapshot();
        return new RoomSnapshot(
                fresh.key(),
                fresh.pattern(),
                fresh.rules(),
                fresh.locked(),
                other.call(),
                fresh.bars(),
                other.orders(),
                fresh.knocks(),
                fresh.members(),
                fresh.negotiations(),
                other.receipts());
    }

    /** Whatever waits has a timer. */
    private void timers(RoomSnapshot after) {
        for (Member member : after.members()) {
            assertTrue(member.absence() == null
                    || everArmed.contains(
                            new Proposal.WindowElapsed(member.session(), member.incarnation(), member.absentSince())));
        }
        for (Negotiation negotiation : after.negotiations()) {
            OpenOffer offer = negotiation.open();
            assertEquals(offer != null, negotiation.state() == Negotiation.State.OPEN);
            assertTrue(offer == null
                    || after.pattern() == Pattern.LOBBY
                    || everArmed.contains(new Proposal.NegotiationTimedOut(
                            offer.offerer(), negotiation.pc(), offer.seq(), offer.armed())));
        }
        after.knocks().forEach(knock -> assertTrue(everArmed.contains(knock.timer())));
        assertTrue(after.knocks().isEmpty() || after.locked(), "knocks at an open door");
        after.bars()
                .forEach((user, bar) ->
                        assertTrue(everArmed.contains(new Proposal.BarEnded(user, bar.since(), bar.seconds()))));
    }

    static @Nullable Member member(RoomSnapshot snapshot, String session) {
        return snapshot.members().stream()
                .filter(member -> member.session().equals(session))
                .findFirst()
                .orElse(null);
    }
}
