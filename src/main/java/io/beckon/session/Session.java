package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated client on one connection. With a resume it becomes an older session, in a new incarnation. Frames come in on
 * the connection's thread; what rooms say comes from any.
 */
public final class Session {

    private final long link;
    private final Caller caller;
    private final Connection connection;
    private final MessageCodec codec;
    private final Follower follower;
    private final Outbox outbox;
    private final Replies replies;
    private final Membership membership = new Membership();
    private final HeldCandidates held = new HeldCandidates();
    private final Conduct conduct;
    private final Pulse pulse;

    private volatile String id;
    private volatile Incarnation incarnation;
    private volatile boolean closed;
    private volatile @Nullable Resumption resumption;
    private boolean logged;
    /** Frames that came while a resume was under way; only the connection's thread touches them. */
    private final ArrayDeque<byte[]> early = new ArrayDeque<>(0);

    Session(
            long link,
            String id,
            Caller caller,
            Connection connection,
            MessageCodec codec,
            Follower follower,
            SessionSettings settings,
            long now) {
        this.link = link;
        this.id = id;
        this.incarnation = Incarnation.first(settings.instance());
        this.caller = caller;
        this.connection = connection;
        this.codec = codec;
        this.follower = follower;
        this.outbox = new Outbox(settings.limits().outboundQueueBytes());
        this.replies = new Replies(link, this::send);
        this.conduct = new Conduct(settings.limits(), now);
        this.pulse = new Pulse(settings.heartbeat().toNanos(), now);
    }

    public Outbox outbox() {
        return outbox;
    }

    public String id() {
        return id;
    }

    public Caller caller() {
        return caller;
    }

    long link() {
        return link;
    }

    Incarnation incarnation() {
        return incarnation;
    }

    MessageCodec codec() {
        return codec;
    }

    Connection connection() {
        return connection;
    }

    Replies replies() {
        return replies;
    }

    Membership membership() {
        return membership;
    }

    HeldCandidates held() {
        return held;
    }

    Conduct conduct() {
        return conduct;
    }

    Pulse pulse() {
        return pulse;
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether anything of this connection is in a log: then it cannot become another session any more. */
    boolean hasLogged() {
        return logged;
    }

    // To the client

    void send(ServerMessage message) {
        put(codec.encode(message));
    }

    /** A frame of a room that others get, too. */
    void deliver(Frame frame) {
        put(frame.encoded(codec));
    }

    private void put(byte[] frame) {
        if (outbox.offer(frame)) {
            connection.wake();
        } else {
            close(CloseCode.TRY_AGAIN_LATER, "reading too slowly");
        }
    }

    /** A large message that is made when the client is ready for it. */
    void defer(ServerMessage message) {
        outbox.defer(() -> codec.encode(message));
        connection.wake();
    }

    void pull(Outbox.Source source) {
        outbox.pull(source);
        connection.wake();
    }

    /** Ends the connection at once; the session's places are kept for the resume window. */
    public void close(CloseCode code, String reason) {
        closed = true;
        outbox.close();
        connection.close(code, reason);
    }

    /** Ends the connection once the client has got what waits for it; nothing is taken from it any more. */
    public void end(CloseCode code, String reason) {
        if (!closed) {
            closed = true;
            outbox.seal();
            connection.end(code, reason);
        }
    }

    // To rooms

    /** Appends what a frame of this client asks for; its reply is owed from now on. */
    void propose(RoomKey room, Function<Origin, Proposal.Framed> proposal, @Nullable String frameId) {
        logged = true;
        long slot = replies.owe();
        follower.propose(room, proposal.apply(new Origin(id, incarnation, frameId, slot)));
    }

    // From rooms

    void replied(FollowedRoom followed, Origin origin, Reply reply) {
        RoomKey room = followed.room.key();
        Resumption resuming = resumption;
        if (resuming != null && resuming.expects(origin)) {
            resuming.settle(followed, origin, reply);
            return;
        }
        switch (reply) {
            case Reply.Acknowledged ack -> {
                settle(
                        origin.slot(),
                        origin.id() == null ? null : new ServerMessage.Ack(origin.id(), room.name(), ack.seq()));
                releaseCandidates(followed);
            }
            case Reply.Admitted admitted -> {
                membership.add(room);
                attach(followed, new Attachment(this, admitted.seq(), false));
                settle(origin.slot(), null);
                defer(Wording.joined(origin.id(), room.name(), followed.shard, admitted));
                releaseCandidates(followed);
            }
            case Reply.Departed departed -> {
                forget(followed, room);
                settle(origin.slot(), new ServerMessage.Left(origin.id(), room.name(), null, null));
            }
            case Reply.Refused refused -> {
                if (followed.attachment(id) == null) {
                    membership.remove(room);
                }
                settle(origin.slot(), Wording.refused(origin.id(), room.name(), refused));
            }
            case Reply.Resumed resumed -> settle(origin.slot(), null);
        }
    }

    /** Nothing goes to a connection that is gone: {@link #gone} looks for attachments under the same monitor. */
    private void attach(FollowedRoom followed, Attachment attachment) {
        if (!closed) {
            followed.attach(id, attachment);
        }
    }

    void settle(long slot, @Nullable ServerMessage reply) {
        replies.settle(slot, reply);
        if (replies.owed() == Replies.MOST - 1) {
            connection.resumeReading();
        }
    }

    private void releaseCandidates(FollowedRoom followed) {
        if (held.isEmpty()) {
            return;
        }
        held.release(
                        followed.room.key(),
                        candidate -> !followed.room.awaitsDescription(
                                id, candidate.to(), candidate.pc(), candidate.usernameFragment()))
                .forEach(freed -> propose(
                        freed.room(),
                        origin -> Proposals.candidate(freed.candidate(), origin),
                        freed.candidate().id()));
    }

    /** No longer a member of a room, without having asked for it. */
    void dismissed(RoomKey room, ServerMessage left) {
        membership.remove(room);
        held.drop(room);
        send(left);
    }

    private void forget(FollowedRoom followed, RoomKey room) {
        followed.detach(id, this, Seq.of(follower.partition(room).position() + 1, 0));
        membership.remove(room);
        held.drop(room);
    }

    /** Somebody else is this session now. */
    void superseded() {
        close(CloseCode.RESUMED_ELSEWHERE, "resumed on another connection");
    }

    // Its own life

    void resuming(Resumption attempt) {
        resumption = attempt;
    }

    boolean isResuming() {
        return resumption != null;
    }

    ArrayDeque<byte[]> early() {
        return early;
    }

    void become(String id, Incarnation incarnation) {
        this.id = id;
        this.incarnation = incarnation;
        this.logged = true;
        this.resumption = null;
    }

    /** The connection is gone: for good when the client said so, else its places wait for its return. */
    void gone(boolean forGood, LeaveReason reason) {
        closed = true;
        outbox.close();
        for (RoomKey room : membership.all()) {
            follower.read(room, followed -> {
                followed.detach(id, this, 0);
                return null;
            });
            follower.propose(
                    room,
                    forGood
                            ? new Proposal.Leave(
                                    new Origin(id, incarnation, null, Origin.NOBODY_WAITS), LeaveReason.LEFT)
                            : new Proposal.Disconnected(id, incarnation, reason));
        }
    }
}
