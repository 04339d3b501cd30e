package io.beckon.room;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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

    /** Nothing of it has to be remembered. */
    static final long NO_TRACE = -1;

    /** Of one that is empty, measured. */
    private static final long WEIGHT = 720;

    private final RoomKey key;
    private final int keyWeight;
    private final Changes changes = new Changes();
    final Members members = new Members(changes);
    final Negotiations negotiations = new Negotiations(changes);
    final Receipts receipts = new Receipts(changes);
    final Bars bars = new Bars();

    Pattern pattern = Pattern.MESH;
    RoomRules rules = RoomRules.DEFAULT;
    boolean locked;
    /** The call that it is there for, if it is a call's. */
    @Nullable CallHead call;
    /** What administrators had done lately, oldest first; never changed in place. */
    List<OrderReceipt> orders = List.of();
    /** The last trace for which {@link EndedRooms} has it. */
    long remembered = NO_TRACE;

    private @Nullable CallHead weighedCall;
    private List<OrderReceipt> weighedOrders = List.of();
    private long headWeight;

    public Room(RoomKey key) {
        this.key = key;
        this.keyWeight = Footprint.object(8) + Footprint.text(key.name());
    }

    public Room(RoomSnapshot snapshot) {
        this(snapshot.key());
        pattern = snapshot.pattern();
        rules = snapshot.rules();
        locked = snapshot.locked();
        call = snapshot.call();
        orders = snapshot.orders();
        bars.putAll(snapshot.bars());
        snapshot.members().forEach(members::put);
        snapshot.negotiations().stream().map(this::shared).forEach(negotiations::put);
        receipts.restore(snapshot.receipts());
    }

    /** With the members' own texts of their ids. */
    private Negotiation shared(Negotiation kept) {
        return new Negotiation(
                members.knownId(kept.first()),
                members.knownId(kept.second()),
                kept.pc(),
                kept.state(),
                kept.open(),
                kept.lastOffer(),
                kept.firstTrail(),
                kept.secondTrail());
    }

    public RoomSnapshot snapshot() {
        return new RoomSnapshot(
                key,
                pattern,
                rules,
                locked,
                call,
                new TreeMap<>(bars.all()),
                orders,
                List.copyOf(members.all()),
                List.copyOf(negotiations.all()),
                receipts.snapshot());
    }

    RoomPart.Head head() {
        return new RoomPart.Head(pattern, rules, locked, call, new TreeMap<>(bars.all()), orders);
    }

    RoomPart.Seat seat(Member member) {
        return new RoomPart.Seat(member, receipts.ofMember(member.session()));
    }

    /** From now on {@link #changes} tells what has changed; {@code known}: what there is now is known already. */
    public void noteChanges(boolean known) {
        changes.note(known ? head() : null);
    }

    /** What has changed since this was called last, or since it was to be noted. */
    public RoomChanges changes() {
        return changes.take(this);
    }

    public Outcome apply(Proposal proposal, long position) {
        Effects effects = new Effects(position);
        forget(position);
        switch (proposal) {
            case Proposal.Framed framed -> applyFramed(framed, effects);
            case Proposal.OpenCall open -> new CallRoom(this, effects).open(open);
            case Proposal.Order order -> new Orders(this, effects).apply(order);
            case Proposal.Entitle entitled -> new Admission(this, effects).entitle(entitled);
            case Proposal.Disconnected lost -> new Presence(this, effects).disconnect(lost);
            case Proposal.InstanceLost lost -> new Presence(this, effects).lose(lost.instance());
            case Proposal.WindowElapsed timer -> new Presence(this, effects).elapse(timer);
            case Proposal.NegotiationTimedOut timer -> new OfferAnswer(this, effects).timeOut(timer);
            case Proposal.BarEnded timer -> new Moderation(this, effects).endBar(timer);
        }
        return effects.outcome();
    }

    private void forget(long position) {
        receipts.forget(position);
        orders = Orders.without(orders, position);
        if (call != null && call.isForgettable(position)) {
            call = null;
        }
    }

    private void applyFramed(Proposal.Framed framed, Effects effects) {
        Member member = members.bySession(framed.origin().session());
        switch (framed) {
            case Proposal.Resume resume ->
                effects.reply(resume.origin(), new Admission(this, effects).resume(member, resume));
            case Proposal.Join join ->
                applyOnce(join, member, effects, () -> new Admission(this, effects).join(member, join));
            case Proposal.OfMember asked ->
                applyOnce(asked, member, effects, () -> decide(asked, member, effects));
        }
    }

    /** Sent again, it gets the same reply, and nothing else comes of it. */
    private void applyOnce(
            Proposal.Framed framed, @Nullable Member member, Effects effects, Supplier<Reply> decision) {
        Origin origin = framed.origin();
        if (member != null && isStale(framed, member)) {
            return;
        }
        Receipt receipt = receipts.find(origin);
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
        return lost || (framed instanceof Proposal.Join ? order < 0 : order != 0);
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
            case ADMITTED -> admitted(Objects.requireNonNull(member));
        };
    }

    private void keepReceipt(Origin origin, Reply reply, boolean isNew) {
        switch (reply) {
            case Reply.Acknowledged ack ->
                receipts.keep(origin, new Receipt(Receipt.Kind.ACKNOWLEDGED, ack.seq()), isNew);
            case Reply.Admitted in -> receipts.keep(origin, new Receipt(Receipt.Kind.ADMITTED, in.seq()), isNew);
            case Reply.Departed out -> receipts.keep(origin, new Receipt(Receipt.Kind.DEPARTED, 0), isNew);
            case Reply.Resumed back -> {}
            case Reply.Refused refused -> {}
        }
    }

    private Reply decide(Proposal.OfMember asked, @Nullable Member member, Effects effects) {
        if (member == null) {
            return asked instanceof Proposal.HangUp hangUp
                    ? CallRoom.refusal(this, hangUp)
                    : Reply.Refused.of(Refusal.NOT_IN_ROOM, "not a participant of the room");
        }
        return switch (asked) {
            case Proposal.Leave leave -> new Presence(this, effects).leave(member, leave);
            case Proposal.HangUp hangUp -> new CallRoom(this, effects).hangUp(member, hangUp);
            case Proposal.Offer offer -> new OfferAnswer(this, effects).offer(member, offer);
            case Proposal.Rollback rollback -> new OfferAnswer(this, effects).rollback(member, rollback);
            case Proposal.Answer answer -> new OfferAnswer(this, effects).answer(member, answer);
            case Proposal.Reject reject -> new OfferAnswer(this, effects).reject(member, reject);
            case Proposal.Candidate candidate -> new Exchange(this, effects).candidate(member, candidate);
            case Proposal.ReportTransport report -> new Exchange(this, effects).report(member, report);
            case Proposal.Message message -> new Exchange(this, effects).message(member, message);
            case Proposal.Update update -> new Exchange(this, effects).update(member, update);
            case Proposal.Kick kick -> new Moderation(this, effects).kick(member, kick);
            case Proposal.SetRole setRole -> new Moderation(this, effects).setRole(member, setRole);
            case Proposal.Lock lock -> new Moderation(this, effects).lock(member, true);
            case Proposal.Unlock unlock -> new Moderation(this, effects).lock(member, false);
            case Proposal.Close close -> new Moderation(this, effects).close(member);
        };
    }

    Reply.Admitted admitted(Member member) {
        Reply.Rostered self = new Reply.Rostered(member.participant(), !member.isMediaServer());
        return new Reply.Admitted(member.joined(), pattern, self, visibility().roster(member, 0));
    }

    Visibility visibility() {
        return new Visibility(pattern, members);
    }

    Routing routing() {
        return new Routing(pattern, members);
    }

    /** Ends the room's life if nobody is left. */
    void endIfEmpty() {
        if (members.isEmpty()) {
            negotiations.clear();
            receipts.shrink();
            bars.clear();
            locked = false;
            pattern = Pattern.MESH;
            rules = RoomRules.DEFAULT;
        }
    }

    public RoomKey key() {
        return key;
    }

    public Pattern pattern() {
        return pattern;
    }

    public boolean isLocked() {
        return locked;
    }

    /** The call that it is there for, if it is a call's. */
    public @Nullable CallHead call() {
        return call;
    }

    /** Some members in the order in which they joined, after a {@code joined}. */
    public List<Member> members(long after, int most) {
        return members.all().stream()
                .filter(member -> member.joined() > after)
                .limit(most)
                .toList();
    }

    /** The peer id of a member; {@code null} when the session is not one. */
    public @Nullable String peer(String session) {
        Member member = members.bySession(session);
        return member == null ? null : member.peer();
    }

    /** A member, by its session. */
    public @Nullable Member member(String session) {
        return members.bySession(session);
    }

    /** A member, by its peer id. */
    public @Nullable Member participant(String peer) {
        return members.byPeer(peer);
    }

    /** How many are told what a member does, itself apart. */
    public int observersOf(Member member) {
        return Math.max(0, visibility().observers(member.role(), member.announced()) - 1);
    }

    /** How many are told of one who gets this role, or of one who joins in it; {@code null}: in that of the pattern. */
    public int observersOf(@Nullable Role role) {
        return visibility().observers(role == null ? pattern.defaultRole() : role, !isCrowded());
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public int size() {
        return members.size();
    }

    /** About how much memory it takes, in bytes; costs nothing to ask. */
    public long weight() {
        if (call != weighedCall || orders != weighedOrders) {
            weighHead();
        }
        return WEIGHT
                + keyWeight
                + headWeight
                + members.weight()
                + negotiations.weight()
                + receipts.weight()
                + bars.weight();
    }

    private void weighHead() {
        headWeight = call == null ? 0 : call.weight();
        for (OrderReceipt receipt : orders) {
            headWeight += receipt.weight();
        }
        weighedCall = call;
        weighedOrders = orders;
    }

    /** Whether nothing would be lost if this room were dropped and made anew by its next record. */
    public boolean isForgettable(long position) {
        forget(position);
        return members.isEmpty() && receipts.isEmpty() && orders.isEmpty() && call == null;
    }

    /** The position of the last thing that has to be remembered of it, or {@link #NO_TRACE}. */
    long lastTrace() {
        long trace = Math.max(receipts.lastClosed(), call == null ? NO_TRACE : call.over());
        return orders.isEmpty() ? trace : Math.max(trace, orders.getLast().position());
    }

    /** Whether what armed the timer still holds: otherwise its proposal would be void. */
    public boolean holds(Proposal.Timed timer) {
        return switch (timer) {
            case Proposal.InstanceLost lost -> members.owners().contains(lost.instance());
            case Proposal.WindowElapsed window -> Presence.holds(members, window);
            case Proposal.NegotiationTimedOut offer ->
                !OfferAnswer.waiting(negotiations, offer).isEmpty();
            case Proposal.BarEnded bar -> Moderation.holds(bars, bar);
        };
    }

    /** The incarnation of a member, or {@code null} when the session is not one. */
    public @Nullable Incarnation incarnation(String session) {
        Member member = members.bySession(session);
        return member == null ? null : member.incarnation();
    }

    /** Every timer that has to run now, in a defined order: for whoever begins with this state. */
    public List<Proposal.Timed> timers() {
        Set<Proposal.Timed> timers = new LinkedHashSet<>();
        for (Member member : members.all()) {
            if (member.absence() != null) {
                timers.add(new Proposal.WindowElapsed(member.session(), member.incarnation(), member.absentSince()));
            }
        }
        for (Negotiation negotiation : negotiations.all()) {
            OpenOffer offer = negotiation.open();
            if (offer != null) {
                timers.add(new Proposal.NegotiationTimedOut(
                        offer.offerer(), negotiation.pc(), offer.seq(), offer.armed()));
            }
        }
        bars.all().forEach((user, bar) -> timers.add(new Proposal.BarEnded(user, bar.since(), bar.seconds())));
        return List.copyOf(timers);
    }

    /** Whether a session is a member that has a connection. */
    public boolean isPresent(String session) {
        Member member = members.bySession(session);
        return member != null && member.absence() == null;
    }

    /** The instances that own members with a connection. */
    public Set<String> owners() {
        return members.owners();
    }

    /**
     * The instance of the oldest member with a connection; it proposes the room's timers. Those that are lost will not, though
     * the room has not been told so yet.
     */
    public @Nullable String timekeeper(Predicate<String> isLost) {
        for (Member member : members.all()) {
            if (member.absence() == null && !isLost.test(member.incarnation().instance())) {
                return member.incarnation().instance();
            }
        }
        return null;
    }

    /** The members' sessions, in the order in which they joined. */
    public Set<String> sessions() {
        Set<String> sessions = new LinkedHashSet<>();
        members.all().forEach(member -> sessions.add(member.session()));
        return sessions;
    }

    /** {@code seq} of a member's join, or -1: what has a lower one was before its time. */
    public long joined(String session) {
        Member member = members.bySession(session);
        return member == null ? -1 : member.joined();
    }

    /** A page of what a member sees of the others, after a {@code joined} of {@link #roster}'s last; 0 for the first. */
    public Reply.@Nullable Roster roster(String session, long after) {
        Member member = members.bySession(session);
        return member == null ? null : visibility().roster(member, after);
    }

    /** {@code joined} of a participant, by its peer id; -1 when it is gone. */
    public long joinedOf(String peer) {
        Member member = members.byPeer(peer);
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
            @Nullable String mid) {
        Member member = members.bySession(session);
        if (member == null) {
            return true;
        }
        if (receipts.has(session, id)) {
            return false;
        }
        return routing().negotiation(member, to) instanceof Route.To route
                && new Exchange(this, new Effects(0))
                        .described(member, route.receivers(), pc, usernameFragment, mid)
                        .isEmpty();
    }

    /** For how many a frame of this session that names nobody counts: its receivers, but once for a broadcast's host. */
    public int unaddressedWeight(String session, boolean message) {
        Member member = members.bySession(session);
        if (member == null || pattern == Pattern.BROADCAST && member.role() == Role.HOST) {
            return 1;
        }
        return routing().unaddressedReceivers(member, message);
    }

    /** How many members there are in each role that has any. */
    public Map<Role, Integer> counts() {
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        members.all().forEach(member -> counts.merge(member.role(), 1, Integer::sum));
        return counts;
    }

    /** Whether those on stage are told how many members there are rather than of each. */
    public boolean isCrowded() {
        return pattern == Pattern.BROADCAST && members.size() > rules.rosterLimit();
    }

    /** The sessions of those on stage. */
    public Set<String> stage() {
        Set<String> sessions = new LinkedHashSet<>();
        members.onStage().forEach(member -> sessions.add(member.session()));
        return sessions;
    }
}
