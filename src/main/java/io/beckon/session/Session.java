package io.beckon.session;

import io.beckon.audit.Actor;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Missing;
import io.beckon.audit.Subject;
import io.beckon.following.Attachment;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.following.Frame;
import io.beckon.following.Receiver;
import io.beckon.following.Wording;
import io.beckon.identity.Caller;
import io.beckon.identity.Crowd;
import io.beckon.log.LogRecord;
import io.beckon.log.LogUnavailable;
import io.beckon.protocol.CborCodec;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Effect;
import io.beckon.room.Incarnation;
import io.beckon.room.Knock;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Provenance;
import io.beckon.room.Reply;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated client on one connection. With a resume it becomes an older session, in a new incarnation. Frames come in on
 * the connection's thread; what rooms say comes from any.
 */
public final class Session implements Receiver {

    private static final Id NOT_IN_ROOM = new Id(ErrorCode.NOT_IN_ROOM.wireName());
    private static final Id CANDIDATE = new Id(MessageType.ICE_CANDIDATE.wireName());

    private final long link;
    private final Connection connection;
    private final Provenance provenance;
    private final Host host;
    private final Asked asked = new Asked();
    private final Outgoing outgoing;
    private final Replies replies;
    private final String instance;
    private final RoomAnswers answers = new RoomAnswers(this);
    private final Membership membership = new Membership();
    private final HeldCandidates held = new HeldCandidates();
    private final Ending ending = new Ending();
    private final Suspense suspense;
    /** Those to frames about calls, which keep no others waiting. */
    private final Replies callReplies;

    private final Conduct conduct;
    private final Pulse pulse;
    private final Stall stall;
    private final Rosters rosters;
    private final Map<RoomKey, Set<Right>> entitled = new HashMap<>(2);

    private volatile Caller caller;
    private volatile String id;
    private volatile Incarnation incarnation;
    private volatile boolean closed;
    private volatile Entry entry = Entry.UNGREETED;
    private volatile @Nullable ResumeAttempt resumption;
    private volatile @Nullable Runnable letGo;
    private final long openedAt;
    private boolean logged;

    Session(
            long link,
            Caller caller,
            Connection connection,
            MessageCodec codec,
            Host host,
            Conduct conduct,
            String id,
            long now) {
        SessionSettings settings = host.settings();
        this.link = link;
        this.id = id;
        this.instance = settings.instance().id();
        this.incarnation = Incarnation.first(instance);
        this.caller = caller;
        this.connection = connection;
        this.provenance = new Provenance(caller.issuer(), connection.approach().address());
        this.host = host;
        Limits limits = settings.limits();
        Outbox outbox = new Outbox(limits.outboundQueueBytes(), host.figures()::delivered, this::readOn);
        this.outgoing = connection.isPolled()
                ? new Feed(
                        codec,
                        outbox,
                        connection,
                        asked,
                        host.figures(),
                        this::closeForSlowness,
                        limits,
                        host.follower(),
                        conduct,
                        this::id)
                : new Outgoing(codec, outbox, connection, asked, host.figures(), this::closeForSlowness);
        this.replies = new Replies(link, this::send, this::readOn);
        this.callReplies = new Replies(link, this::send, this::readOn);
        this.suspense = new Suspense(connection);
        this.conduct = conduct;
        this.rosters = new Rosters(limits.roomsPerConnection(), replies, outgoing, conduct, host.follower()::now);
        this.stall = new Stall(limits.stalledAfter(), now);
        this.pulse = new Pulse(settings.heartbeat().toNanos(), connection.patience(), now);
        this.openedAt = now;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    public Outbox outbox() {
        return outgoing.outbox();
    }

    /** What a client that polls has not read yet; {@code null} if it does not poll. */
    public @Nullable Feed feed() {
        return outgoing instanceof Feed feed ? feed : null;
    }

    /** The frames of it that came by requests. */
    Asked asked() {
        return asked;
    }

    public String id() {
        return id;
    }

    /** What is known of its client. */
    Provenance provenance() {
        return provenance;
    }

    public Caller caller() {
        return caller;
    }

    public long link() {
        return link;
    }

    @Override
    public Incarnation incarnation() {
        return incarnation;
    }

    @Override
    public String instance() {
        return instance;
    }

    Host host() {
        return host;
    }

    Follower follower() {
        return host.follower();
    }

    public MessageCodec codec() {
        return outgoing.codec();
    }

    /** What its frames are written in. */
    Fact.Encoding encoding() {
        return codec() instanceof CborCodec ? Fact.Encoding.CBOR : Fact.Encoding.JSON;
    }

    Connection connection() {
        return connection;
    }

    public Replies replies() {
        return replies;
    }

    public Membership membership() {
        return membership;
    }

    HeldCandidates held() {
        return held;
    }

    Suspense suspense() {
        return suspense;
    }

    public Replies callReplies() {
        return callReplies;
    }

    Conduct conduct() {
        return conduct;
    }

    Pulse pulse() {
        return pulse;
    }

    Rosters rosters() {
        return rosters;
    }

    /** The rights that rooms were told of by this connection since its joins. Used by its thread. */
    Map<RoomKey, Set<Right>> entitled() {
        return entitled;
    }

    /** Whether too many of its frames are unanswered, or their answers not taken, for a further one to be read. */
    boolean hasManyUnanswered() {
        return replies.unanswered() + callReplies.unanswered() + outbox().deferred() >= Replies.MOST;
    }

    /** Whether the client has taken nothing for too long of what waits for it. */
    boolean isStalled(long now) {
        return stall.lastsTooLong(now, outbox().progress(), connection.bytesUnderWay());
    }

    /** Whether nothing is taken from its client any more. */
    public boolean isClosed() {
        return closed;
    }

    public long openedAt() {
        return openedAt;
    }

    Ending ending() {
        return ending;
    }

    /** Whether anything of this connection is in a log: then it cannot become another session any more. */
    boolean hasLogged() {
        return logged;
    }

    // To the client

    public void send(ServerMessage message) {
        outgoing.send(message);
    }

    @Override
    public void deliver(Frame frame) {
        outgoing.deliver(frame);
    }

    @Override
    public void close(CloseCode code, String reason) {
        closed = true;
        outbox().close();
        asked.endsFor(code);
        asked.close();
        connection.close(code, reason);
    }

    /** The client may come back when it reads faster. */
    void closeForSlowness() {
        ending.readTooSlowly();
        close(CloseCode.TRY_AGAIN_LATER, "reading too slowly");
    }

    /** Ends the connection once the client has got what waits for it; nothing is taken from it any more. */
    public void end(CloseCode code, String reason) {
        if (!closed) {
            closed = true;
            conduct.closed(code);
            asked.endsFor(code);
            outbox().seal();
            connection.end(code, reason);
        }
    }

    /** Ends the connection once the client has got what waits for it, and the session for good: what rooms it is in are left for this reason. */
    public void endForGood(CloseCode code, String text, LeaveReason why) {
        ending.putOut(why);
        end(code, text);
    }

    /** Ends the connection at once, and the session for good: its rooms are left for this reason. */
    public void putOut(CloseCode code, String text, LeaveReason why) {
        ending.putOut(why);
        close(code, text);
    }

    /** Does something on the thread on which its frames are taken. */
    public void onItsThread(Runnable action) {
        connection.execute(action);
    }

    /** Goes on on the connection's thread, or at once when nothing has to be waited for. */
    void after(CompletableFuture<Void> stage, long seconds, Runnable next, Runnable otherwise) {
        if (stage.isDone() && !stage.isCompletedExceptionally()) {
            next.run();
        } else {
            stage.orTimeout(seconds, TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> connection.execute(failure == null ? next : otherwise));
        }
    }

    // To rooms

    /** The room that goes by a name among those of its tenant. */
    RoomKey room(String name) {
        return new RoomKey(caller.tenant(), name);
    }

    /**
     * Appends what a frame of this client asks for; its reply is owed from now on.
     *
     * @return the reply's place
     */
    public long propose(RoomKey room, Function<Origin, Proposal.Framed> proposal, @Nullable String frameId) {
        return propose(room, proposal, frameId, null);
    }

    /**
     * The same for a frame that nothing has to be added to; it may be part of a trace.
     *
     * @param since when it came, in nanoseconds of the node's clock
     */
    void propose(RoomKey room, ClientMessage.ToRoom frame, long since) {
        String traceparent = host.tracing().received(room, id, frame, since);
        propose(room, origin -> Proposals.of(frame, origin), frame.id(), traceparent);
    }

    private long propose(
            RoomKey room,
            Function<Origin, Proposal.Framed> proposal,
            @Nullable String frameId,
            @Nullable String traceparent) {
        logged = true;
        long slot = replies.owe(follower().now(), () -> Wording.unavailable(frameId, room.name()));
        Origin origin = origin(frameId, slot);
        CompletableFuture<Long> appended = append(
                        room, proposal.apply(traceparent == null ? origin : origin.traced(traceparent)))
                .toCompletableFuture();
        if (traceparent != null) {
            appended.whenComplete((position, failure) -> host.tracing().appended(traceparent, failure));
        }
        if (!appended.isDone() || appended.isCompletedExceptionally()) {
            appended.whenComplete((position, failure) -> {
                if (failure != null) {
                    replies.excuse(slot);
                }
            });
        }
        return slot;
    }

    /** Appends what a client has asked for, which may wait for its room only as far as there is room for it. */
    CompletionStage<Long> append(RoomKey room, Proposal proposal) {
        Follower follower = host.follower();
        if (follower.follows(room)) {
            return follower.propose(room, proposal);
        }
        Unsettled.Claim claim = host.unsettled().frame(owner(), link, new LogRecord(0, 0, room, proposal).weight());
        if (claim == null) {
            return CompletableFuture.failedFuture(new LogUnavailable("too much waits for rooms"));
        }
        return follower.propose(room, proposal).whenComplete((position, failure) -> claim.release());
    }

    /** Whose what waits for its rooms is. */
    Unsettled.Owner owner() {
        return new Unsettled.Owner(
                caller.key(), Crowd.of(caller, connection.approach().network()));
    }

    /** Where a frame about a call comes from; its reply is owed from now on, and keeps no other waiting. */
    public Origin originOfCall(@Nullable String frameId) {
        logged = true;
        long slot = callReplies.owe(follower().now(), () -> Wording.unavailable(frameId, null));
        return origin(frameId, slot);
    }

    private Origin origin(@Nullable String frameId, long slot) {
        return new Origin(id, incarnation, frameId, slot, provenance);
    }

    /** Says of replies that were owed before a time that they will not come: what became of those frames is not known here. */
    void excuseBefore(long time) {
        if (replies.unanswered() > 0) {
            replies.excuseBefore(time);
        }
        callReplies.excuseBefore(time);
    }

    // From rooms

    /** What a room says goes this way from now on. */
    void attach(FollowedRoom followed, Attachment attachment) {
        followed.attach(id, attachment);
        outgoing.attached(followed.room().key(), attachment);
    }

    @Override
    public void replied(FollowedRoom followed, Origin origin, Reply reply) {
        ResumeAttempt resuming = resumption;
        if (resuming != null && resuming.expects(origin)) {
            resuming.settle(followed, origin, reply);
        } else {
            answers.take(followed, origin, reply);
        }
    }

    @Override
    public void seated(FollowedRoom followed, Effect.Seated seated) {
        answers.seat(followed, seated);
    }

    @Override
    public void knockAnswered(RoomKey room, Knock.State state) {
        membership.remove(room);
        outgoing.send(new ServerMessage.Knocking(null, room.name(), state));
    }

    // For auditors

    /** That a right was missing. It is noted on the connection's thread: a partition is held meanwhile. */
    void denied(RoomKey room, Right missing, String what) {
        connection.execute(() -> note(new Fact.AuthorizationDenied(new Id(what), Missing.of(missing), 1), room));
    }

    /**
     * Writes down what happened to this session. Not with a partition held.
     *
     * @param room {@code null}: it has to do with none
     */
    public void note(Fact.OfNode fact, @Nullable RoomKey room) {
        Caller of = caller;
        host.journal()
                .write(
                        fact,
                        room == null ? Subject.ofTenant(of.tenant()) : Subject.of(room),
                        Actor.user(of.issuer(), of.user(), of.name(), id),
                        connection.approach().address(),
                        connection.approach().traceparent());
    }

    @Override
    public boolean settle(long slot, @Nullable ServerMessage reply) {
        return replies.settle(slot, reply);
    }

    /** One of the client's frames was answered, or its answer taken: others may have waited for that. */
    void readOn() {
        if (suspense.isWaiting()) {
            connection.execute(suspense::look);
        }
    }

    @Override
    public void dismissed(RoomKey room, ServerMessage left) {
        leave(room);
        outgoing.dismissed(room, left);
    }

    /** It is no member any more. What waits for a description is answered, for none will come. */
    void leave(RoomKey room) {
        membership.remove(room);
        List<String> refused = held.drop(room).stream()
                .map(each -> each.candidate().id())
                .filter(Objects::nonNull)
                .toList();
        refused.forEach(id -> replies.add(Wording.notInRoom(id, room.name())));
        if (!refused.isEmpty()) {
            Fact.Refusal fact = new Fact.FrameRefused(NOT_IN_ROOM, CANDIDATE, refused.size());
            connection.execute(() -> note(fact, room));
        }
    }

    @Override
    public void superseded() {
        close(CloseCode.RESUMED_ELSEWHERE, "resumed on another connection");
    }

    // Its own life

    /** How far it is on its way from a provisional session to one that others know. */
    enum Entry {
        UNGREETED,
        OUTSIDE,
        ASKED,
        LET_IN
    }

    Entry entry() {
        return entry;
    }

    void entry(Entry reached) {
        entry = reached;
    }

    void resuming(@Nullable ResumeAttempt attempt) {
        resumption = attempt;
    }

    /** The client has a newer token. */
    void refreshed(Caller renewed) {
        caller = renewed;
        pulse.renewed();
    }

    /** @param letGo gives back what it is still to be sent of what was read from the log again, when it is gone */
    void become(String id, Incarnation incarnation, Runnable letGo) {
        this.id = id;
        this.incarnation = incarnation;
        this.logged = true;
        this.entry = Entry.ASKED;
        this.letGo = letGo;
        this.resumption = null;
    }

    /**
     * It is a member of a room from now on, or is about to be. If its connection has ended meanwhile, whose end did not find this
     * room, it leaves that at once.
     *
     * @return whether the connection had not ended
     */
    public boolean enter(RoomKey room) {
        if (membership.add(room)) {
            return true;
        }
        depart(room);
        return false;
    }

    /**
     * The connection is gone: for good when the client said so, else its places wait for its return. From now on whoever adds a room
     * sees to it.
     *
     * @return the rooms that it was in
     */
    List<RoomKey> disconnected(boolean forGood, LeaveReason reason) {
        closed = true;
        outbox().close();
        asked.close();
        ending.lost(forGood ? null : reason);
        return membership.close();
    }

    /** After {@link #disconnected}: nobody is there any more, in any room. */
    void gone(List<RoomKey> rooms) {
        ResumeAttempt attempt = resumption;
        if (attempt != null) {
            attempt.abandon();
        }
        Runnable unread = letGo;
        if (unread != null) {
            unread.run();
        }
        rooms.forEach(this::depart);
    }

    private void depart(RoomKey room) {
        follower().read(room, followed -> {
            followed.detach(id, this, 0);
            return null;
        });
        follower().insist(room, ending.departure(id, incarnation, provenance));
    }
}
