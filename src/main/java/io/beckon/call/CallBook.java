package io.beckon.call;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All calls that a node knows, by id: those that are on, and the newest of those that have ended, for frames that are sent again
 * or come late, and for those who look them up. Not safe for use by several threads.
 */
public final class CallBook {

    /** Maximum number of calls that are kept after their end, */
    public static final int ENDED_KEPT = 10_000;

    /** and the maximum number of their bytes. */
    static final long ENDED_BYTES = 16L << 20;

    private final LinkedHashMap<String, Call> open = new LinkedHashMap<>();
    /** In the order in which they ended. */
    private final LinkedHashMap<String, Call> ended = new LinkedHashMap<>();

    private long endedWeight;

    private final CallIndex<User> byUser = new CallIndex<>();
    private final CallIndex<User> endedByUser = new CallIndex<>();
    private final CallIndex<String> bySession = new CallIndex<>();

    private record User(String tenant, String user) {}

    /** The next record of a call; of one that nobody knows only the first has an effect, and frames are refused. */
    public CallOutcome apply(String id, CallProposal proposal) {
        CallOutcome outcome = outcome(id, proposal);
        if (outcome.next() != null) {
            keep(outcome.next());
        }
        return outcome;
    }

    /** A call as another book has it. Those that have ended come in the order in which they have. */
    public void restored(Call call) {
        keep(call);
    }

    /** All of them: first those that have ended, in the order in which they have. */
    public List<Call> all() {
        return Stream.concat(ended.values().stream(), open.values().stream()).toList();
    }

    private CallOutcome outcome(String id, CallProposal proposal) {
        Call call = call(id);
        if (call != null) {
            return call.apply(proposal);
        }
        return switch (proposal) {
            case CallProposal.Invite invite -> Call.begin(id, invite);
            case CallProposal.Framed framed -> {
                CallReply reply = new CallReply.Refused(CallRefusal.NO_SUCH_CALL);
                yield new CallOutcome(null, List.of(new CallNotice.Replied(framed.origin(), reply)));
            }
            case CallProposal.Noted noted -> new CallOutcome(null, List.of());
        };
    }

    private void keep(Call call) {
        if (call.state() != CallState.ENDED) {
            forget(call.id());
            open.put(call.id(), call);
            users(call).forEach(user -> byUser.add(user, call.id()));
            sessions(call).forEach(session -> bySession.add(session, call.id()));
            return;
        }
        open.remove(call.id());
        users(call).forEach(user -> byUser.remove(user, call.id()));
        sessions(call).forEach(session -> bySession.remove(session, call.id()));
        keepEnded(call.withoutMetadata());
    }

    /** Again and again: its place is that of its first end. */
    private void keepEnded(Call call) {
        Call before = ended.put(call.id(), call);
        endedWeight += CallWeight.of(call) - (before == null ? 0 : CallWeight.of(before));
        users(call).forEach(user -> endedByUser.add(user, call.id()));
        while (ended.size() > ENDED_KEPT || endedWeight > ENDED_BYTES) {
            forget(ended.firstEntry().getKey());
        }
    }

    private static Set<User> users(Call call) {
        Set<User> users = call.callees().stream()
                .map(callee -> new User(call.tenant(), callee.user()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        users.add(new User(call.tenant(), call.caller().person().user()));
        return users;
    }

    private static Set<String> sessions(Call call) {
        Set<String> sessions = call.callees().stream()
                .map(Callee::answered)
                .filter(Objects::nonNull)
                .map(Party::session)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        sessions.add(call.caller().session());
        return sessions;
    }

    public @Nullable Call call(String id) {
        Call call = open.get(id);
        return call != null ? call : ended.get(id);
    }

    /** Drops a call that has ended; another one stays. */
    public void forget(String id) {
        Call gone = ended.remove(id);
        if (gone != null) {
            endedWeight -= CallWeight.of(gone);
            users(gone).forEach(user -> endedByUser.remove(user, id));
        }
    }

    /** Calls for which devices of this user ring, oldest first. */
    public List<Call> ringingFor(String tenant, String user) {
        return of(tenant, user, call -> call.has(user, CalleeState.RINGING));
    }

    /** Calls for which no device of this user is known to ring yet, oldest first. */
    public List<Call> waitingFor(String tenant, String user) {
        return of(tenant, user, call -> call.has(user, CalleeState.WAITING));
    }

    /** Calls on which this user, as caller or callee, talks, oldest first. */
    public List<Call> talking(String tenant, String user) {
        return of(tenant, user, call -> call.isTalking(user));
    }

    /** Calls from the one to the other without an outcome yet, oldest first. */
    public List<Call> pending(String tenant, String caller, String callee) {
        return of(tenant, callee, call -> call.caller().person().user().equals(caller) && call.isOpenFor(callee));
    }

    /** Calls that this user made or got, those that have ended among them; in no particular order. */
    public List<Call> concerning(String tenant, String user) {
        User one = new User(tenant, user);
        return Stream.concat(byUser.of(one).stream(), endedByUser.of(one).stream())
                .map(this::call)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Call> of(String tenant, String user, Predicate<Call> which) {
        return calls(byUser.of(new User(tenant, user)), which);
    }

    /** Calls that have not ended of which this session is the caller's, or one that has accepted; oldest first. */
    public List<Call> ofSession(String session) {
        return calls(bySession.of(session), call -> true);
    }

    private List<Call> calls(Set<String> ids, Predicate<Call> which) {
        return ids.stream()
                .map(open::get)
                .filter(Objects::nonNull)
                .filter(which)
                .toList();
    }

    /** Calls that have not ended, oldest first. */
    public List<Call> open() {
        return List.copyOf(open.values());
    }

    /** About how much memory those take that have ended, in bytes. */
    long endedWeight() {
        return endedWeight;
    }
}
