package io.beckon.calling;

import io.beckon.call.Call;
import io.beckon.call.CallBook;
import io.beckon.call.CallEvent;
import io.beckon.call.CallNotice;
import io.beckon.call.CallOutcome;
import io.beckon.call.CallProposal;
import io.beckon.call.CallState;
import io.beckon.call.Callee;
import io.beckon.call.CalleeState;
import io.beckon.call.Party;
import io.beckon.following.Follower;
import io.beckon.following.Instance;
import io.beckon.log.CallLog;
import io.beckon.log.Instances;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.CallHead;
import io.beckon.room.OnlyOffers;
import io.beckon.room.RoomKey;
import io.beckon.session.Session;
import io.beckon.session.SessionLife;
import io.beckon.session.SessionSettings;
import io.beckon.session.Sessions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All calls, as their log says: rings the devices that are connected here, tells sessions what becomes of a call, and says in the
 * log what this node knows of it. Its monitor guards what it knows; under it nothing is appended. Safe for use by several threads.
 */
public final class Switchboard implements SessionLife {

    private final CallRecords records;
    private final Instances instances;
    private final CallSettings settings;
    private final Instance instance;
    private final CallTimers timers;
    private final CallRooms rooms;
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final CallBook book = new CallBook();
    private final Devices devices = new Devices();
    private final Lines lines = new Lines();
    private final Availability availability;
    private final CallNotices notices;
    private final LongSupplier clock;
    /** In the order in which they were read. */
    private final ArrayDeque<Ending> endings = new ArrayDeque<>();

    private final LongAdder[] settled =
            Stream.generate(LongAdder::new).limit(CalleeState.values().length).toArray(LongAdder[]::new);
    private boolean caughtUp;
    private long changes;
    /** The position of the last record. */
    private long taken;
    /** How many of its records were lost when it was last looked which calls they were about. */
    private long losses;

    /** A call has ended at a time of this process's monotonic clock. */
    private record Ending(long nanos, String call) {}

    public Switchboard(
            CallRecords records,
            Sessions sessions,
            Follower follower,
            Instances instances,
            SessionSettings session,
            CallSettings settings,
            LongSupplier clock,
            InstantSource wallClock) {
        this.records = records;
        this.instances = instances;
        this.settings = settings;
        this.instance = session.instance();
        this.clock = clock;
        this.availability = new Availability(book, devices, instances, settings.busy());
        this.notices = new CallNotices(sessions, devices, lines);
        this.rooms = new CallRooms(follower, sessions, lines, session.rules());
        this.timers = new CallTimers(this, rooms, session, clock, wallClock);
        instances.whenLost(instance -> {
            lost.add(instance);
            records.afterwards(this::loseAll);
        });
    }

    /** From now on calls ring here. */
    public void start() {
        records.follow(new CallLog.Listener() {
            @Override
            public void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
                take(call, proposal, position, isHistory);
            }

            @Override
            public void onCaughtUp() {
                catchUp();
            }
        });
    }

    CallSettings settings() {
        return settings;
    }

    CallRecords records() {
        return records;
    }

    synchronized @Nullable Call call(String id) {
        return book.call(id);
    }

    /** Those of these users for whom a call of the same user is on its way already. */
    synchronized Set<String> alreadyCalled(Session by, String call, List<String> users) {
        return users.stream()
                .filter(user -> book.pending(by.caller().tenant(), by.caller().user(), user).stream()
                        .anyMatch(other -> !other.id().equals(call)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a call is known in which this session is the caller's, or its user a callee. */
    synchronized boolean isParty(Session session, String id) {
        Call call = book.call(id);
        return call != null
                && call.tenant().equals(session.caller().tenant())
                && (call.isParty(session.id()) || call.callee(session.caller().user()) != null);
    }

    /** The call, if it was accepted, is not over, and this session is a party of it. */
    synchronized @Nullable Call accepted(Session session, String id) {
        Call call = isParty(session, id) ? book.call(id) : null;
        return call != null && call.state() == CallState.ACCEPTED && call.isParty(session.id()) ? call : null;
    }

    /** Opens the room of a call that was accepted. Done once that is in its log, or on its way there. */
    CompletableFuture<Void> open(Call call) {
        return rooms.open(call);
    }

    // From the log

    private synchronized void take(String id, CallProposal proposal, long position, boolean isHistory) {
        taken = position;
        Call before = book.call(id);
        CallOutcome outcome = book.apply(id, proposal);
        Call call = outcome.next();
        changes++;
        boolean isNews = before == null || before.state() != CallState.ENDED;
        if (call != null && call.state() == CallState.ENDED && isNews) {
            endings.add(new Ending(clock.getAsLong(), id));
        }
        if (isHistory) {
            return;
        }
        if (call != null && isOurs(call)) {
            count(before, call);
        }
        for (CallNotice notice : outcome.notices()) {
            notices.tell(call, notice);
        }
        if (call == null) {
            return;
        }
        if (before == null || !before.invite().equals(call.invite())) {
            begin(call);
        } else if (proposal instanceof CallProposal.Over over && before.state() == CallState.ACCEPTED) {
            rooms.end(before, over.reason());
        }
        if (outcome.notices().stream().anyMatch(Switchboard::isAcceptance)) {
            connect(call);
        }
    }

    /** So that each call is counted on one node. */
    private boolean isOurs(Call call) {
        return call.caller().incarnation().instance().equals(instance.id());
    }

    private void count(@Nullable Call before, Call call) {
        for (Callee callee : call.callees()) {
            Callee was = before == null ? null : before.callee(callee.user());
            if (!callee.state().isOpen() && (was == null || was.state() != callee.state())) {
                settled[callee.state().ordinal()].increment();
            }
        }
    }

    /** How often a callee of a call that was made here has come into this state, which is not open any more. */
    public long settled(CalleeState state) {
        return settled[state.ordinal()].sum();
    }

    private static boolean isAcceptance(CallNotice notice) {
        return notice instanceof CallNotice.Told told && told.event() instanceof CallEvent.Accepted;
    }

    /** Whether what was in the log at the start is known. */
    public synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    private synchronized void catchUp() {
        caughtUp = true;
        for (Call call : book.open()) {
            timers.begin(call);
            if (instances.isLost(call.caller().incarnation().instance())) {
                timers.abandon(call);
            }
            letGoIfOrphaned(call);
            ring(call);
        }
    }

    private void letGoIfOrphaned(Call call) {
        if (isOrphaned(call)) {
            timers.letGo(call);
        }
    }

    /** Whether it was accepted and goes on, as far as the log says, and all parties were on processes that are lost. */
    boolean isOrphaned(Call call) {
        return call.state() == CallState.ACCEPTED && availability.isOrphaned(call);
    }

    private void begin(Call call) {
        timers.begin(call);
        ring(call);
        if (settings.wakes() && rooms.isHere(call.caller())) {
            List<String> asleep = call.callees().stream()
                    .filter(callee -> callee.state().isOpen())
                    .map(Callee::user)
                    .toList();
            records.afterwards(() -> settings.wakeUp().wake(CallWording.summons(call, asleep)));
        }
    }

    private void ring(Call call) {
        call.callees().stream()
                .filter(callee -> callee.state() == CalleeState.WAITING)
                .forEach(callee -> ring(call, callee.user()));
    }

    private void ring(Call call, String user) {
        CallProposal said = availability.of(call, user);
        if (said != null) {
            records.say(call.id(), said);
        }
    }

    /** The parties meet in the call's room; who was called by the one that it now talks to need not be called any more. */
    private void connect(Call call) {
        if (CallRooms.parties(call).stream().noneMatch(rooms::isHere)) {
            return;
        }
        bringTogether(call);
        String caller = call.caller().person().user();
        for (Callee callee : call.callees()) {
            if (callee.state() == CalleeState.ACCEPTED) {
                book.pending(call.tenant(), callee.user(), caller).stream()
                        .filter(other -> !other.id().equals(call.id()))
                        .forEach(other -> records.say(other.id(), new CallProposal.Crossed(caller)));
            }
        }
    }

    private void bringTogether(Call call) {
        records.afterwards(() -> rooms.open(call));
        timers.open(call);
    }

    // The life of sessions

    @Override
    public void opened(Session session) {
        lines.add(session);
    }

    @Override
    public void renewed(Session session) {
        // What it may call is looked at when it does.
    }

    @Override
    public CompletableFuture<Void> enter(Session session) {
        reachable(session);
        return CompletableFuture.completedFuture(null);
    }

    /** Calls ring there from now on: those that do so already, first of all. */
    private synchronized void reachable(Session session) {
        Line line = lines.of(session);
        boolean isDevice = !OnlyOffers.isClient(session.id());
        if (line == null || line.isReachable() || session.isClosed() || !isDevice) {
            return;
        }
        line.becomeReachable();
        devices.add(session);
        String tenant = session.caller().tenant();
        String user = session.caller().user();
        book.ringingFor(tenant, user).forEach(call -> ring(session, call));
        if (caughtUp) {
            book.waitingFor(tenant, user).forEach(call -> ring(call, user));
        }
    }

    private static void ring(Session session, Call call) {
        Callee callee = call.callee(session.caller().user());
        if (callee != null && !call.caller().session().equals(session.id())) {
            session.send(CallWording.incoming(call, callee));
        }
    }

    /** Its calls may wait for a return, unless that is not to be expected. */
    @Override
    public synchronized void gone(Session session, boolean over) {
        devices.remove(session);
        lines.remove(session);
        for (Call call : book.ofSession(session.id())) {
            boolean current = call.caller().session().equals(session.id())
                    && call.caller().incarnation().equals(session.incarnation());
            if (current && over) {
                records.say(call.id(), new CallProposal.CallerGone(session.incarnation()));
            } else if (current) {
                timers.abandon(call);
            }
        }
    }

    /** A process is lost: who called from there may come back elsewhere. */
    private void loseAll() {
        for (String next = lost.poll(); next != null; next = lost.poll()) {
            lose(next);
        }
    }

    private synchronized void lose(String lost) {
        for (Call call : book.open()) {
            if (isAt(lost, call.caller())) {
                timers.abandon(call);
            }
            if (CallRooms.parties(call).stream().anyMatch(party -> isAt(lost, party))) {
                letGoIfOrphaned(call);
            }
        }
    }

    private static boolean isAt(String instance, Party party) {
        return party.incarnation().instance().equals(instance);
    }

    /** In which it is known to have called, or to have accepted a call. */
    @Override
    public synchronized int incarnation(Session session, String id) {
        return book.ofSession(id).stream()
                .flatMap(call -> CallRooms.parties(call).stream())
                .filter(party -> party.session().equals(id))
                .mapToInt(party -> party.incarnation().number())
                .max()
                .orElse(0);
    }

    /** How the calls stand that concern the user of a session which is about to come back. */
    synchronized List<ServerMessage.ResumedCall> standing(Session session) {
        List<ServerMessage.ResumedCall> standing = new ArrayList<>();
        for (Call call : book.open()) {
            boolean its = call.isParty(session.id());
            boolean user = call.tenant().equals(session.caller().tenant())
                    && call.callee(session.caller().user()) != null;
            if (its || user) {
                standing.add(CallWording.resumed(call, session.id()));
                call.callees().stream()
                        .filter(callee -> its && callee.state() == CalleeState.ACCEPTED)
                        .forEach(callee -> lines.learnsOfAcceptance(session, call.id(), callee.user()));
            }
        }
        return standing;
    }

    @Override
    public synchronized void returned(Session session, String provisional) {
        for (Call call : book.ofSession(session.id())) {
            if (call.caller().session().equals(session.id())) {
                records.say(call.id(), new CallProposal.CallerMoved(session.incarnation()));
            }
            if (call.state() == CallState.ACCEPTED) {
                bringTogether(call);
            }
        }
        reachable(session);
    }

    /**
     * A call has made a session a member of its room. A connection that is gone has nobody to tell, and leaves the room as soon as it
     * would enter.
     */
    boolean takesSeat(Session session, RoomKey room, CallHead call) {
        Line line = lines.of(session);
        return line == null || line.takesSeat(room, call);
    }

    // As time passes

    /** Called a few times a second. */
    public void tick() {
        timers.tick();
    }

    /** Called once a second. */
    public void everySecond() {
        loseAll();
        records.retry();
        if (records.losses() > losses) {
            losses = records.losses();
            open().stream()
                    .filter(call -> call.state() == CallState.ACCEPTED && rooms.hasEnded(call))
                    .forEach(call -> records.say(call.id(), new CallProposal.Over("ended")));
        }
        forgetOld();
    }

    private synchronized void forgetOld() {
        long before = clock.getAsLong() - CallLog.HISTORY.toNanos();
        for (Ending first = endings.peek(); first != null && first.nanos - before <= 0; first = endings.peek()) {
            book.forget(endings.remove().call);
        }
    }

    // For those who look something up

    /** All that a user is, or was of late, a party of. */
    synchronized List<Call> concerning(String tenant, String user) {
        return book.concerning(tenant, user);
    }

    /** Users that can be reached on this node. */
    synchronized List<Someone> users(String tenant) {
        return devices.users(tenant);
    }

    public synchronized Calls calls() {
        return new Calls(book.all(), taken);
    }

    /**
     * All calls that are known.
     *
     * @param all first those that have ended, in the order in which they have
     * @param position of the last record that they follow from
     */
    public record Calls(List<Call> all, long position) {}

    /** Calls without an end, oldest first. */
    public synchronized List<Call> open() {
        return book.open();
    }

    /** Grows whenever something becomes of a call. */
    public synchronized long changes() {
        return changes;
    }

    /** A call of a tenant's that has not ended, as this node knows. */
    public synchronized @Nullable Call open(String tenant, String id) {
        Call call = book.call(id);
        return call != null && call.tenant().equals(tenant) && call.state() != CallState.ENDED ? call : null;
    }

    /** An administrator ends what still rings. Done when the log has it. */
    public CompletionStage<Long> stop(String id, CallProposal.Stopped order) {
        return records.append(id, order);
    }

    /** Done once the room of a call that was accepted has heard of it; of others at once. */
    public CompletionStage<Void> withRoom(Call call) {
        return call.state() == CallState.ACCEPTED ? open(call) : CompletableFuture.completedFuture(null);
    }

    /** Calls without an end, as this node knows. */
    public synchronized int size() {
        return book.open().size();
    }
}
