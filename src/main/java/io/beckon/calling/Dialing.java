package io.beckon.calling;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Missing;
import io.beckon.call.Call;
import io.beckon.call.CallProposal;
import io.beckon.call.CallRefusal;
import io.beckon.call.CallState;
import io.beckon.call.Person;
import io.beckon.following.Wording;
import io.beckon.identity.Caller;
import io.beckon.identity.Ids;
import io.beckon.identity.UserKey;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.CallHead;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.session.CallDesk;
import io.beckon.session.Membership;
import io.beckon.session.Session;
import io.beckon.session.TokenBucket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What clients ask for about calls. */
public final class Dialing implements CallDesk {

    private static final double SECONDS_PER_MINUTE = 60;

    private static final String NO_RIGHT = "no right to call this user";
    private static final Id CALLS = new Id("calls-per-minute");
    private static final Id ROOMS = new Id("rooms-per-connection");
    private static final Id HANGUP = new Id(MessageType.HANGUP.wireName());

    private final Switchboard switchboard;
    private final int mostRooms;
    private final LongSupplier clock;
    private final InstantSource wallClock;
    /** What each user has used of its share. */
    private final Map<UserKey, TokenBucket> shares = new ConcurrentHashMap<>();

    /**
     * @param mostRooms that a connection may be in, those of calls among them
     * @param clock nanoseconds, monotonic
     */
    public Dialing(Switchboard switchboard, int mostRooms, LongSupplier clock, InstantSource wallClock) {
        this.switchboard = switchboard;
        this.mostRooms = mostRooms;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    @Override
    public void call(Session session, ClientMessage.Call request) {
        String id = callId(session, request.id());
        Call known = switchboard.call(id);
        boolean isOn = known != null && known.state() != CallState.ENDED;
        if (!isOn && (isInTooManyRooms(session, request.id()) || isRefused(session, request))) {
            return;
        }
        CallSettings settings = switchboard.settings();
        long expiresAt =
                wallClock.instant().plusSeconds(request.timeoutSeconds()).toEpochMilli();
        Set<String> already = switchboard.alreadyCalled(session, id, request.users());
        propose(
                session,
                id,
                request.id(),
                origin -> new CallProposal.Invite(
                        origin,
                        person(session.caller()),
                        request.users(),
                        already,
                        request.timeoutSeconds(),
                        expiresAt,
                        settings.wakes(),
                        request.metadata()));
    }

    /** A frame that is sent again is about the same call. */
    private String callId(Session session, @Nullable String frameId) {
        return frameId == null ? Ids.random() : switchboard.settings().ids().of(List.of("call", session.id(), frameId));
    }

    private boolean isRefused(Session session, ClientMessage.Call request) {
        Caller caller = session.caller();
        for (String user : request.users()) {
            if (!caller.mayCall(user)) {
                refuse(session, request.id(), ErrorCode.NOT_ALLOWED, NO_RIGHT);
                session.note(new Fact.AuthorizationDenied(new Id(NO_RIGHT), Missing.CALL, 1), null);
                return true;
            }
        }
        long waitMillis = take(caller.key());
        if (waitMillis > 0) {
            session.replies()
                    .add(new ServerMessage.ErrorMessage(
                            request.id(), ErrorCode.RATE_LIMITED, "too many calls", null, null, true, waitMillis));
            session.note(new Fact.LimitHit(CALLS, 1), null);
            return true;
        }
        return false;
    }

    /** A call that is accepted takes both of them into one more room. */
    private boolean isInTooManyRooms(Session session, @Nullable String id) {
        if (session.membership().size() < mostRooms) {
            return false;
        }
        session.replies()
                .add(Wording.error(
                        id, null, ErrorCode.NOT_ALLOWED, "at most " + mostRooms + " rooms on one connection", null));
        session.note(new Fact.LimitHit(ROOMS, 1), null);
        return true;
    }

    private static void refuse(Session session, @Nullable String id, ErrorCode code, String text) {
        session.replies().add(Wording.error(id, null, code, text, "user"));
    }

    /** How long this user has to wait, in milliseconds; 0: not at all. */
    private long take(UserKey user) {
        int perMinute = switchboard.settings().callsPerMinute();
        long now = clock.getAsLong();
        TokenBucket share =
                shares.computeIfAbsent(user, key -> new TokenBucket(perMinute / SECONDS_PER_MINUTE, perMinute, now));
        synchronized (share) {
            return share.take(1, now) ? 0 : Math.max(1, share.waitMillis(1, now));
        }
    }

    /** Those who have their whole share again need not be remembered. Called once a second. */
    public void tidy() {
        long now = clock.getAsLong();
        shares.values().removeIf(share -> {
            synchronized (share) {
                return share.isFull(now);
            }
        });
    }

    @Override
    public void step(Session session, ClientMessage.CallStep step) {
        Person by = person(session.caller());
        switch (step.kind()) {
            case ACCEPT -> accept(session, step, by);
            case DECLINE ->
                propose(session, step.call(), step.id(), origin -> new CallProposal.Decline(origin, by, step.reason()));
            case CANCEL ->
                propose(session, step.call(), step.id(), origin -> new CallProposal.Cancel(origin, by, step.reason()));
            case HANGUP -> hangUp(session, step);
        }
    }

    private void accept(Session session, ClientMessage.CallStep step, Person by) {
        boolean isSaidAgain = switchboard.accepted(session, step.call()) != null;
        if (isSaidAgain || !isInTooManyRooms(session, step.id())) {
            propose(session, step.call(), step.id(), origin -> new CallProposal.Accept(origin, by));
        }
    }

    /** Once it was accepted a call is its room's affair. */
    private void hangUp(Session session, ClientMessage.CallStep step) {
        RoomKey room = RoomKey.ofCall(session.caller().tenant(), step.call());
        Membership membership = session.membership();
        if (membership.named(room.name()) != null || membership.wasIn(room)) {
            hangUp(session, room, step);
            return;
        }
        Call accepted = switchboard.accepted(session, step.call());
        if (accepted != null) {
            // A moment ago: its room may not have heard of it.
            switchboard.open(accepted).whenComplete((opened, failure) -> hangUp(session, room, step));
        } else {
            boolean its = switchboard.isParty(session, step.call());
            ServerMessage.ErrorMessage refused =
                    CallWording.refused(step.id(), its ? CallRefusal.WRONG_STATE : CallRefusal.NO_SUCH_CALL);
            session.replies().add(refused);
            session.note(new Fact.FrameRefused(new Id(refused.code().wireName()), HANGUP, 1), null);
        }
    }

    private static void hangUp(Session session, RoomKey room, ClientMessage.CallStep step) {
        session.propose(room, origin -> new Proposal.HangUp(origin, step.reason()), step.id());
    }

    private void propose(Session session, String call, @Nullable String id, Function<Origin, CallProposal> proposal) {
        Origin origin = session.originOfCall(id);
        switchboard.records().append(call, proposal.apply(origin)).whenComplete((position, failure) -> {
            if (failure != null) {
                session.callReplies().excuse(origin.slot());
            }
        });
    }

    @Override
    public boolean takesSeat(Session session, RoomKey room, CallHead call) {
        return switchboard.takesSeat(session, room, call);
    }

    @Override
    public List<ServerMessage.ResumedCall> standing(Session session) {
        return switchboard.standing(session);
    }

    private static Person person(Caller caller) {
        return new Person(caller.tenant(), caller.user(), caller.name(), Set.of(Right.JOIN, Right.PUBLISH));
    }
}
