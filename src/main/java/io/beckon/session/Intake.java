package io.beckon.session;

import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.following.Wording;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a client's frame: it is read, weighed against the client's share, and turned into a proposal to its room or
 * answered at once. Called on the connection's thread.
 */
public final class Intake {

    /** What a frame is about that does not say so: the only room that its session is in. */
    public static final String UNSAID = Asked.UNSAID;

    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Follower follower;
    private final Sessions sessions;
    private final SessionLives lives;
    private final Authority authority;
    private final CallDesk calls;
    private final SessionSettings settings;
    private final Allowance allowance;
    private final SessionFigures figures;
    private final LongSupplier clock;

    public Intake(Sessions sessions, Host host, SessionLives lives, Authority authority, LongSupplier clock) {
        this.follower = host.follower();
        this.sessions = sessions;
        this.lives = lives;
        this.authority = authority;
        this.calls = host.calls();
        this.settings = host.settings();
        this.figures = host.figures();
        this.allowance = new Allowance(follower, settings.limits());
        this.clock = clock;
    }

    /** A control frame, which is a sign of life. @return whether it is within the client's share; if not it is passed over */
    public boolean control(Session session) {
        long now = clock.getAsLong();
        session.pulse().heard(now);
        return allowance.admitsControl(session, now);
    }

    /** A message that goes to nobody else. @return whether it is within the client's share; if not, the client is told that it was dropped */
    public boolean admits(Session session, ClientMessage message, int size) {
        long now = clock.getAsLong();
        session.pulse().heard(now);
        figures.received(message);
        return allowance.admits(session, message, size, now);
    }

    /** A part of a message that is not its last. @return whether it is within the client's share; if not the message is dropped */
    public boolean part(Session session) {
        long now = clock.getAsLong();
        session.pulse().heard(now);
        return allowance.admitsPart(session, now);
    }

    /** A whole frame in the encoding of the connection. */
    public void frame(Session session, byte[] frame) {
        frame(session, frame.length, () -> session.codec().decode(frame));
    }

    /** A whole frame that is not in the encoding of the connection. */
    public void frame(Session session, int size, Content content) {
        frame(session, new Inbound(size, content, null));
    }

    /**
     * A frame that came by a request: its reply goes there.
     *
     * @param id that of the frame
     * @param codec of the frame, whatever the connection's is
     * @return fails with {@link SessionOver} when the session ends first; {@code null} if too many requests wait already, or too large ones
     */
    public @Nullable CompletableFuture<Answer> ask(Session session, byte[] frame, String id, MessageCodec codec) {
        return ask(session, frame, id, UNSAID, codec);
    }

    /**
     * The same for a frame whose {@code id} may be that of another one that waits.
     *
     * @param about the name of the room that the frame is about; {@link #ofCall}; or {@link #UNSAID}
     */
    public @Nullable CompletableFuture<Answer> ask(
            Session session, byte[] frame, String id, String about, MessageCodec codec) {
        return ask(session, new Inbound(frame.length, () -> codec.decode(frame), id), id, about, codec);
    }

    /** The same for a frame that is in no encoding. */
    public @Nullable CompletableFuture<Answer> ask(
            Session session, int size, Content content, String id, MessageCodec codec) {
        return ask(session, new Inbound(size, content, id), id, UNSAID, codec);
    }

    private @Nullable CompletableFuture<Answer> ask(
            Session session, Inbound inbound, String id, String about, MessageCodec codec) {
        boolean hasRoom = session.isClosed() || session.suspense().hasRoomFor(inbound.size());
        CompletableFuture<Answer> answer = hasRoom ? session.asked().expect(id, about, codec) : null;
        if (answer != null) {
            frame(session, inbound);
        }
        return answer;
    }

    /** What a frame is about that is about no room, but perhaps about a call. */
    public static String ofCall(@Nullable String call) {
        return Asked.ofCall(call);
    }

    private void frame(Session session, Inbound inbound) {
        if (session.isClosed()) {
            return;
        }
        awaitAnswers(session);
        if (session.suspense().isOn()) {
            session.suspense().hold(inbound);
            return;
        }
        long now = clock.getAsLong();
        session.pulse().heard(now);
        try {
            ClientMessage message = inbound.content().read();
            figures.received(message);
            if (allowance.admits(session, message, inbound.size(), now)) {
                admit(session, message, now);
            }
        } catch (MalformedMessage malformed) {
            session.conduct().frame(1, now);
            refuse(session, malformed, inbound.asked() == null ? malformed.id() : inbound.asked(), now);
        }
        awaitAnswers(session);
    }

    /** A client takes the answers to what it has asked for before it asks for more. */
    private void awaitAnswers(Session session) {
        Suspense suspense = session.suspense();
        if (session.hasManyUnanswered() && !suspense.isOn()) {
            suspense.until(() -> !session.hasManyUnanswered(), frame -> frame(session, frame), () -> {});
        }
    }

    /** The client gets one roster of a room at a time. */
    private void whenRosterMayBeAsked(Session session, RoomKey room, Runnable next) {
        session.suspense().until(() -> session.rosters().mayAsk(room), frame -> frame(session, frame), () -> {
            if (!session.isClosed()) {
                next.run();
            }
        });
    }

    /** A frame of the wrong kind for the connection's encoding. */
    public void wrongKind(Session session, String message) {
        long now = clock.getAsLong();
        session.pulse().heard(now);
        refuse(session, new MalformedMessage(ErrorCode.BAD_MESSAGE, message, null, null, null), null, now);
    }

    private static void refuse(Session session, MalformedMessage malformed, @Nullable String id, long now) {
        session.replies()
                .add(Wording.error(
                        id,
                        malformed.room(),
                        malformed.code(),
                        String.valueOf(malformed.getMessage()),
                        malformed.field()));
        NodeRefusals.frame(session, malformed.code(), malformed.type(), malformed.room());
        if (!malformed.isForgiven() && session.conduct().malformed(now)) {
            session.end(CloseCode.ABUSE, "too many malformed frames");
        }
    }

    /** A session that is more than provisional needs its user's place, where there is only one. */
    private void admit(Session session, ClientMessage message, long now) {
        boolean provisional = message instanceof ClientMessage.Ping
                || message instanceof ClientMessage.Resume
                || message instanceof ClientMessage.Refresh;
        CompletableFuture<Void> entered = provisional ? null : lives.enter(session);
        if (entered == null || entered.isDone() && !entered.isCompletedExceptionally()) {
            take(session, message, now);
        } else {
            await(
                    session,
                    entered,
                    done -> take(session, message, now),
                    undecided -> refuse(session, message, ErrorCode.UNAVAILABLE, "you cannot log in now", null));
        }
    }

    private void take(Session session, ClientMessage message, long now) {
        switch (message) {
            case ClientMessage.Ping ping -> session.replies().add(new ServerMessage.Pong(ping.id()));
            case ClientMessage.Resume resume -> resume(session, resume);
            case ClientMessage.Refresh refresh -> refresh(session, refresh, now);
            case ClientMessage.Join join -> join(session, join, now);
            case ClientMessage.Knock knock -> knock(session, knock, now);
            case ClientMessage.Leave leave -> propose(session, leave, now);
            case ClientMessage.Roster roster -> roster(session, roster);
            case ClientMessage.Candidate candidate -> candidate(session, candidate, now);
            case ClientMessage.Call call -> calls.call(session, call);
            case ClientMessage.CallStep step -> calls.step(session, step);
            case ClientMessage.ToRoom frame -> propose(session, frame, now);
        }
    }

    private void resume(Session session, ClientMessage.Resume resume) {
        Suspense suspense = session.suspense();
        new Resumption(session, resume, sessions, lives, authority)
                .begin(() -> suspense.begin(frame -> frame(session, frame)), suspense::end);
    }

    private void refresh(Session session, ClientMessage.Refresh request, long now) {
        if (!allowance.admitsRefresh(session, request, now)) {
            return;
        }
        long slot = session.replies().owe();
        TokenRefresh refresh = new TokenRefresh(session, request, follower, slot, now);
        await(
                session,
                refresh.check(authority),
                renewal -> {
                    refresh.apply(renewal);
                    lives.renewed(session);
                },
                refresh::refuse);
    }

    /** Whoever is gone meanwhile is not gone on with: nobody would take it out of a room that it joins. */
    private <T> void await(
            Session session, CompletionStage<T> outcome, Consumer<T> then, Consumer<Throwable> otherwise) {
        session.suspense().await(outcome, frame -> frame(session, frame), unlessClosed(session, then), otherwise);
    }

    private static <T> Consumer<T> unlessClosed(Session session, Consumer<T> then) {
        return value -> {
            if (!session.isClosed()) {
                then.accept(value);
            }
        };
    }

    private void propose(Session session, ClientMessage.ToRoom message, long now) {
        RoomKey former = former(session, message);
        RoomKey room = former == null ? room(session, message) : former;
        if (room != null) {
            session.propose(room, message, now);
        }
    }

    /** The room that was left to which this is sent: it may be a resend, and the room knows. */
    private static @Nullable RoomKey former(Session session, ClientMessage message) {
        String name = message.room();
        if (name == null || message.id() == null) {
            return null;
        }
        RoomKey room = session.room(name);
        return session.membership().wasIn(room) ? room : null;
    }

    /** The room that a frame means; without one, the client is told so. */
    private @Nullable RoomKey room(Session session, ClientMessage message) {
        Membership membership = session.membership();
        String name = message.room();
        RoomKey room = name == null ? membership.only() : membership.named(name);
        if (room == null) {
            boolean unclear = name == null && membership.size() > 1;
            ServerMessage.ErrorMessage error = unclear
                    ? Wording.error(message.id(), null, ErrorCode.BAD_MESSAGE, "in several rooms: say which", "room")
                    : Wording.notInRoom(message.id(), name);
            session.replies().add(error);
            NodeRefusals.frame(session, error.code(), MessageType.of(message), name);
        }
        return room;
    }

    private static void refuse(
            Session session, ClientMessage message, ErrorCode code, String text, @Nullable String field) {
        session.replies().add(Wording.error(message.id(), message.room(), code, text, field));
    }

    private void join(Session session, ClientMessage.Join request, long now) {
        if (allowance.admitsJoin(session, request, now)) {
            whenRosterMayBeAsked(session, session.room(request.room()), () -> enter(session, request));
        }
    }

    private void enter(Session session, ClientMessage.Join request) {
        Joining joining = new Joining(session, request, settings);
        if (!joining.isRefused(authority.secrets())) {
            await(
                    session,
                    authority.access().rightsIn(session.caller(), request.room()),
                    joining::propose,
                    undecided -> joining.leaveUndecided());
        }
    }

    private void knock(Session session, ClientMessage.Knock request, long now) {
        if (!allowance.admitsJoin(session, request, now)) {
            return;
        }
        Knocking knocking = new Knocking(session, request, settings.limits().roomsPerConnection());
        if (!knocking.isRefused()) {
            await(
                    session,
                    authority.access().rightsIn(session.caller(), request.room()),
                    knocking::propose,
                    undecided -> knocking.leaveUndecided());
        }
    }

    private void roster(Session session, ClientMessage.Roster roster) {
        RoomKey room = room(session, roster);
        if (room != null) {
            RosterPage page = RosterPage.of(follower, room, roster);
            whenRosterMayBeAsked(session, room, () -> page.sendTo(session));
        }
    }

    private void candidate(Session session, ClientMessage.Candidate candidate, long now) {
        if (former(session, candidate) != null) {
            propose(session, candidate, now);
            return;
        }
        RoomKey room = room(session, candidate);
        if (room == null) {
            return;
        }
        switch (follower.partition(room).decide(room, followed -> decide(session, room, followed, candidate, now))) {
            case GO -> session.propose(room, candidate, now);
            case HELD -> {}
            case TOO_MANY -> {
                refuse(
                        session,
                        candidate,
                        ErrorCode.WRONG_STATE,
                        "too many candidates wait for a description",
                        "candidate");
                NodeRefusals.limit(session, NodeRefusals.CANDIDATES, room.name());
            }
        }
    }

    private enum Wait {
        GO,
        HELD,
        TOO_MANY
    }

    /** With the partition held: whatever would release the candidate comes before or after all of this. */
    private static Wait decide(
            Session session,
            RoomKey room,
            @Nullable FollowedRoom followed,
            ClientMessage.Candidate candidate,
            long now) {
        boolean waits = session.membership().isIn(room)
                && (followed == null || HeldCandidates.mustWait(followed, session.id(), candidate));
        if (!waits) {
            return Wait.GO;
        }
        return session.held().hold(room, candidate, now + HOLD_NANOS) ? Wait.HELD : Wait.TOO_MANY;
    }
}
