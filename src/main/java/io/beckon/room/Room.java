package io.beckon.room;

import io.beckon.sdp.SectionName;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A room: the state that its log has led to so far. Applying the same records in the same order leads to the same state and
 * the same effects everywhere. Not safe for use by several threads.
 *
 * <p>A room without members has ended; its next join begins another life of it.
 */
public final class Room {

    /** Maximum number of sessions that are remembered as having left. */
    public static final int MOST_THAT_LEFT = Receipts.SESSIONS_AFTER_LEAVING;

    private final RoomState state;
    /** The last trace for which {@link EndedRooms} has it. */
    long remembered = Traces.NONE;

    public Room(RoomKey key) {
        state = new RoomState(key);
    }

    public Room(RoomSnapshot snapshot) {
        state = new RoomState(snapshot);
    }

    RoomState state() {
        return state;
    }

    public RoomSnapshot snapshot() {
        return state.snapshot();
    }

    /** From now on {@link #changes} tells what has changed; {@code known}: what there is now is known already. */
    public void noteChanges(boolean known) {
        state.changes.note(known ? state.head() : null);
    }

    /** What has changed since this was called last, or since it was to be noted. */
    public RoomChanges changes() {
        return ChangedParts.take(state);
    }

    /** Applies the next record of the log, of which it is not known when the log got it. */
    public Outcome apply(Proposal proposal, long position) {
        return apply(proposal, position, 0);
    }

    /**
     * Applies the next record of the log.
     *
     * @param time when the log got it, in milliseconds since 1970, which decides nothing; 0 where that is not known
     */
    public Outcome apply(Proposal proposal, long position, long time) {
        Effects effects = new Effects(position, time);
        state.forget(position);
        switch (proposal) {
            case Proposal.Framed framed -> applyFramed(framed, effects);
            case Proposal.OpenCall open -> new CallRoom(state, effects).open(open);
            case Proposal.Order order -> new Orders(state, effects).apply(order);
            case Proposal.Entitle entitled -> new Admission(state, effects).entitle(entitled);
            case Proposal.Disconnected lost -> new Presence(state, effects).disconnect(lost);
            case Proposal.InstanceLost lost -> new Presence(state, effects).lose(lost.instance());
            case Proposal.WindowElapsed timer -> new Presence(state, effects).elapse(timer);
            case Proposal.NegotiationTimedOut timer -> new OfferAnswer(state, effects).timeOut(timer);
            case Proposal.BarEnded timer -> new Moderation(state, effects).endBar(timer);
            case Proposal.KnockEnded timer -> new WaitingRoom(state, effects).elapse(timer);
        }
        return effects.outcome();
    }

    private void applyFramed(Proposal.Framed framed, Effects effects) {
        Member member = state.members.bySession(framed.origin().session());
        switch (framed) {
            case Proposal.Resume resume ->
                effects.reply(resume.origin(), new Admission(state, effects).resume(member, resume));
            case Proposal.Join join ->
                applyOnce(join, member, effects, () -> new Admission(state, effects).join(member, join));
            case Proposal.Knock knock -> {
                if (member == null || !isStale(knock, member)) {
                    effects.reply(knock.origin(), new WaitingRoom(state, effects).knock(member, knock));
                }
            }
            case Proposal.OfMember asked -> applyOnce(asked, member, effects, () -> decide(asked, member, effects));
        }
    }

    /** Sent again, it gets the same reply, and nothing else comes of it. */
    private void applyOnce(Proposal.Framed framed, @Nullable Member member, Effects effects, Supplier<Reply> decision) {
        Origin origin = framed.origin();
        if (member != null && isStale(framed, member)) {
            return;
        }
        Receipt receipt = state.receipts.find(origin);
        if (receipt != null && repeats(receipt, origin, member)) {
            effects.reply(origin, again(receipt, member));
            return;
        }
        Reply reply = decision.get();
        keepReceipt(origin, reply, receipt == null);
        effects.reply(origin, reply);
    }

    /**
     * A join may come from a later incarnation: it is then that session's resume. Those whose node was lost have none that
     * is current until they resume.
     */
    private static boolean isStale(Proposal.Framed framed, Member member) {
        int order = framed.origin().incarnation().compareTo(member.incarnation());
        boolean lost = order == 0 && member.absence() == LeaveReason.NODE_LOST;
        boolean comes = framed instanceof Proposal.Join || framed instanceof Proposal.Knock;
        return lost || (comes ? order < 0 : order != 0);
    }

    /** A join is repeated only by one who is in: who has left joins anew, and who comes back resumes. */
    private static boolean repeats(Receipt receipt, Origin origin, @Nullable Member member) {
        return receipt.kind() != Receipt.Kind.ADMITTED
                || member != null && member.incarnation().equals(origin.incarnation());
    }

    private Reply again(Receipt receipt, @Nullable Member member) {
        return switch (receipt.kind()) {
            case ACKNOWLEDGED -> new Reply.Acknowledged(receipt.seq());
            case DEPARTED -> new Reply.Departed();
            case ADMITTED -> state.admitted(Objects.requireNonNull(member));
        };
    }

    private void keepReceipt(Origin origin, Reply reply, boolean isNew) {
        switch (reply) {
            case Reply.Acknowledged ack ->
                state.receipts.keep(origin, new Receipt(Receipt.Kind.ACKNOWLEDGED, ack.seq()), isNew);
            case Reply.Admitted in -> state.receipts.keep(origin, new Receipt(Receipt.Kind.ADMITTED, in.seq()), isNew);
            case Reply.Departed out -> state.receipts.keep(origin, new Receipt(Receipt.Kind.DEPARTED, 0), isNew);
            case Reply.Resumed back -> {}
            case Reply.Knocking knocking -> {}
            case Reply.Refused refused -> {}
        }
    }

    private Reply decide(Proposal.OfMember asked, @Nullable Member member, Effects effects) {
        if (member == null) {
            return decide(asked, effects);
        }
        return switch (asked) {
            case Proposal.Leave leave -> new Presence(state, effects).leave(member, leave);
            case Proposal.HangUp hangUp -> new CallRoom(state, effects).hangUp(member, hangUp);
            case Proposal.Offer offer -> new OfferAnswer(state, effects).offer(member, offer);
            case Proposal.Rollback rollback -> new OfferAnswer(state, effects).rollback(member, rollback);
            case Proposal.Answer answer -> new OfferAnswer(state, effects).answer(member, answer);
            case Proposal.Reject reject -> new OfferAnswer(state, effects).reject(member, reject);
            case Proposal.Candidate candidate -> new Exchange(state, effects).candidate(member, candidate);
            case Proposal.ReportTransport report -> new Exchange(state, effects).report(member, report);
            case Proposal.Message message -> new Exchange(state, effects).message(member, message);
            case Proposal.Update update -> new Exchange(state, effects).update(member, update);
            case Proposal.Kick kick -> new Moderation(state, effects).kick(member, kick);
            case Proposal.SetRole setRole -> new Moderation(state, effects).setRole(member, setRole);
            case Proposal.Mute mute -> new Moderation(state, effects).mute(member, mute);
            case Proposal.AnswerKnock answer -> new WaitingRoom(state, effects).answer(member, answer);
            case Proposal.Lock lock -> new Moderation(state, effects).lock(member, true);
            case Proposal.Unlock unlock -> new Moderation(state, effects).lock(member, false);
            case Proposal.Close close -> new Moderation(state, effects).close(member);
        };
    }

    /** Of one who is no member. */
    private Reply decide(Proposal.OfMember asked, Effects effects) {
        if (asked instanceof Proposal.HangUp hangUp) {
            return CallRoom.refusal(state, hangUp);
        }
        return asked instanceof Proposal.Leave leave
                ? new WaitingRoom(state, effects).withdraw(leave)
                : Refusals.notInRoom();
    }

    public RoomKey key() {
        return state.key;
    }

    public Pattern pattern() {
        return state.pattern;
    }

    public boolean isLocked() {
        return state.locked;
    }

    /** Whether a session may close it for all. */
    public boolean mayClose(String session) {
        Member member = state.members.bySession(session);
        return member != null && Moderation.mayClose(state, member);
    }

    /** The call that it is there for, if it is a call's. */
    public @Nullable CallHead call() {
        return state.call;
    }

    /** Some members in the order in which they joined, after a {@code joined}. */
    public List<Member> members(long after, int most) {
        return state.members.all().stream()
                .filter(member -> member.joined() > after)
                .limit(most)
                .toList();
    }

    /** The peer id of a member; {@code null} when the session is not one. */
    public @Nullable String peer(String session) {
        Member member = state.members.bySession(session);
        return member == null ? null : member.peer();
    }

    /** Whether it is remembered that this session was a member, and is none any more. */
    public boolean hasLeft(String session) {
        return state.members.bySession(session) == null && state.receipts.hasLeft(session);
    }

    /** Whether it is remembered that this session has left because it wanted to. */
    public boolean hasAskedToLeave(String session) {
        return state.members.bySession(session) == null && state.receipts.hasAskedToLeave(session);
    }

    /** The user of one who was a member, as far as that is remembered. */
    public ReceiptBook.@Nullable Owner departed(String session) {
        return state.receipts.departed(session);
    }

    /** A member, by its session. */
    public @Nullable Member member(String session) {
        return state.members.bySession(session);
    }

    /** A member, by its peer id. */
    public @Nullable Member participant(String peer) {
        return state.members.byPeer(peer);
    }

    /** All that a participant negotiates, by its peer id, in a defined order. */
    public List<Negotiation> negotiations(String peer) {
        return state.negotiations.of(peer);
    }

    /** What there is of the offers of a participant in one of its connections, to one or to all; by its peer id. */
    public OfferStanding offers(String peer, @Nullable String to, String pc) {
        return state.negotiations.offers(peer, to, pc);
    }

    /** What two participants negotiate for one of their connections, if anything. */
    public @Nullable Negotiation negotiation(String peer, String other, String pc) {
        return state.negotiations.find(peer, other, pc);
    }

    /** Whether it is remembered that this order was carried out. */
    public boolean hasCarriedOut(String order) {
        return Orders.isCarriedOut(state, order);
    }

    /** How many are told what a member does, itself apart. */
    public int observersOf(Member member) {
        return Math.max(0, state.visibility().observers(member.role(), member.announced()) - 1);
    }

    /** How many are told of one who gets this role, or of one who joins in it; {@code null}: in that of the state.pattern. */
    public int observersOf(@Nullable Role role) {
        return state.visibility().observers(role == null ? state.pattern.defaultRole() : role, !state.isCrowded());
    }

    public boolean isEmpty() {
        return state.members.isEmpty();
    }

    public int size() {
        return state.members.size();
    }

    /** About how much memory it takes, in bytes; costs nothing to ask. */
    public long weight() {
        return state.weight();
    }

    /** Whether nothing would be lost if this room were dropped and made anew by its next record. */
    public boolean isForgettable(long position) {
        return state.isForgettable(position);
    }

    /** The position of the last thing that has to be remembered of it, or {@link Traces#NONE}. */
    long lastTrace() {
        return state.lastTrace();
    }

    /** Whether what armed the timer still holds: otherwise its proposal would be void. */
    public boolean holds(Proposal.Timed timer) {
        return switch (timer) {
            case Proposal.InstanceLost lost -> state.members.owners().contains(lost.instance());
            case Proposal.WindowElapsed window -> Presence.holds(state.members, window);
            case Proposal.NegotiationTimedOut offer ->
                !OfferAnswer.waiting(state, offer).isEmpty();
            case Proposal.BarEnded bar -> Moderation.holds(state.bars, bar);
            case Proposal.KnockEnded knock -> WaitingRoom.holds(state, knock);
        };
    }

    /** The incarnation of a member, or {@code null} when the session is not one. */
    public @Nullable Incarnation incarnation(String session) {
        Member member = state.members.bySession(session);
        return member == null ? null : member.incarnation();
    }

    /** Whether a session waits at the door, and has said so in this incarnation. */
    public boolean isKnocking(String session, Incarnation incarnation) {
        Knock knock = WaitingRoom.waitingBy(state, session);
        return knock != null && knock.incarnation().equals(incarnation);
    }

    /** Every timer that has to run now, in a defined order: for a node that begins with this state. */
    public List<Proposal.Timed> timers() {
        Set<Proposal.Timed> timers = new LinkedHashSet<>();
        for (Member member : state.members.all()) {
            if (member.absence() != null) {
                timers.add(new Proposal.WindowElapsed(member.session(), member.incarnation(), member.absentSince()));
            }
        }
        for (Negotiation negotiation : state.negotiations.all()) {
            OpenOffer offer = negotiation.open();
            if (offer != null && OfferAnswer.isTimed(state.pattern)) {
                timers.add(new Proposal.NegotiationTimedOut(
                        offer.offerer(), negotiation.pc(), offer.seq(), offer.armed()));
            }
        }
        state.bars.all().forEach((user, bar) -> timers.add(new Proposal.BarEnded(user, bar.since(), bar.seconds())));
        state.knocks.forEach(knock -> timers.add(knock.timer()));
        timers.removeIf(timer -> !holds(timer));
        return List.copyOf(timers);
    }

    /** Whether a session is a member that has a connection. */
    public boolean isPresent(String session) {
        Member member = state.members.bySession(session);
        return member != null && member.absence() == null;
    }

    /** The instances that own members with a connection. */
    public Set<String> owners() {
        return state.members.owners();
    }

    /**
     * The instance of the oldest member with a connection; it proposes the room's timers. Those that are lost will not, though
     * the room has not been told so yet.
     */
    public @Nullable String timekeeper(Predicate<String> isLost) {
        for (Member member : state.members.all()) {
            if (member.absence() == null && !isLost.test(member.incarnation().instance())) {
                return member.incarnation().instance();
            }
        }
        return null;
    }

    /** The members' sessions, in the order in which they joined. */
    public Set<String> sessions() {
        Set<String> sessions = new LinkedHashSet<>();
        state.members.all().forEach(member -> sessions.add(member.session()));
        return sessions;
    }

    /** {@code seq} of a member's join, or -1: what has a lower one was before its time. */
    public long joined(String session) {
        Member member = state.members.bySession(session);
        return member == null ? -1 : member.joined();
    }

    /** A page of what a member sees of the others, after a {@code joined} of {@link #roster}'s last; 0 for the first. */
    public Reply.@Nullable Roster roster(String session, long after) {
        Member member = state.members.bySession(session);
        return member == null ? null : state.visibility().roster(member, after);
    }

    /** {@code joined} of a participant, by its peer id; -1 when it is gone. */
    public long joinedOf(String peer) {
        Member member = state.members.byPeer(peer);
        return member == null ? -1 : member.joined();
    }

    /**
     * Whether a candidate has to wait until its description is at those it is for. One that the room would refuse for another
     * reason need not wait, and one that was accepted before gets its reply again, even when its description is no longer known;
     * one of a session whose join is still on its way has to.
     *
     * @param id of the frame
     */
    public boolean awaitsDescription(
            String session,
            @Nullable String id,
            @Nullable String to,
            String pc,
            @Nullable String usernameFragment,
            @Nullable SectionName section) {
        Member member = state.members.bySession(session);
        if (member == null) {
            return true;
        }
        if (state.receipts.has(session, id)) {
            return false;
        }
        return new Exchange(state, new Effects(0, 0)).described(member, to, pc, usernameFragment, section)
                        instanceof Route.To route
                && route.receivers().isEmpty();
    }

    /** For how many a frame of this session that names nobody counts: its receivers, but once for a broadcast's host. */
    public int unaddressedWeight(String session, boolean message) {
        Member member = state.members.bySession(session);
        if (member == null || state.pattern == Pattern.BROADCAST && member.role() == Role.HOST) {
            return 1;
        }
        return state.routing().unaddressedReceivers(member, message);
    }

    /** How many members there are in each role that has any. */
    public Map<Role, Integer> counts() {
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        state.members.all().forEach(member -> counts.merge(member.role(), 1, Integer::sum));
        return counts;
    }

    /** Whether those on stage are told how many members there are rather than of each. */
    public boolean isCrowded() {
        return state.isCrowded();
    }

    /** The sessions of those on stage. */
    public Set<String> stage() {
        Set<String> sessions = new LinkedHashSet<>();
        state.members.onStage().forEach(member -> sessions.add(member.session()));
        return sessions;
    }
}
