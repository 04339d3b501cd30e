package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.following.Follower;
import io.beckon.identity.Ids;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Member;
import io.beckon.room.PeerName;
import io.beckon.room.RoomKey;
import io.beckon.session.Answer;
import io.beckon.session.Intake;
import io.beckon.session.Session;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A PeerJS client that was let in: what it says goes to its room. Used by its connection's thread. */
final class Peer implements Undelivered.Way {

    private static final String HEARTBEAT = "{\"type\":\"HEARTBEAT\"}";

    /** So much of what the client has said may be without a reply: if a peer turns out not to be there, it is said again. */
    static final int MOST_UNANSWERED_BYTES = 1024 * 1024;

    private static final long LOOK_MILLIS = 250;
    private static final Id TOO_MUCH = new Id(ErrorCode.RATE_LIMITED.wireName());

    private final String name;
    private final RoomKey room;
    private final Session session;
    private final PeerConnection connection;
    private final Vertx vertx;
    private final Intake intake;
    private final Follower follower;
    private final JsonCodec json;
    private final Undelivered undelivered;
    private final String prefix = Ids.random();
    /** Bytes. Replies come on any thread. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private long said;
    private boolean looking;

    /** @param name by which it is called */
    Peer(
            String name,
            RoomKey room,
            Session session,
            PeerConnection connection,
            Vertx vertx,
            Intake intake,
            Follower follower,
            JsonCodec json) {
        this.name = name;
        this.room = room;
        this.session = session;
        this.connection = connection;
        this.vertx = vertx;
        this.intake = intake;
        this.follower = follower;
        this.json = json;
        this.undelivered = new Undelivered(this::presence, this);
    }

    void heard(String text) {
        if (text.equals(HEARTBEAT)) {
            intake.control(session);
            return;
        }
        byte[] bytes = text.getBytes(UTF_8);
        try {
            Spoken word = Spoken.of(bytes);
            take(word);
            word.waits();
        } catch (MalformedMessage malformed) {
            refuse(Spoken.refused(bytes), malformed);
        }
    }

    private void refuse(Spoken word, MalformedMessage malformed) {
        intake.frame(session, word.size(), () -> {
            throw malformed;
        });
        if (!word.to().isEmpty()) {
            unsaid(word);
            reject(word);
        }
    }

    private void take(Spoken word) {
        if (word.kind() == Spoken.Kind.LEAVE && word.to().isEmpty()) {
            session.putOut(CloseCode.NORMAL, "left", LeaveReason.LEFT);
        } else if (word.kind() == Spoken.Kind.OTHER || word.to().isEmpty()) {
            intake.control(session);
        } else if (!PeerName.isOne(word.to())) {
            if (intake.control(session)) {
                warn(ErrorCode.BAD_MESSAGE, "dst: the id of a peer is " + PeerName.RULE);
            }
            note(ErrorCode.BAD_MESSAGE, word);
            unsaid(word);
        } else if (word.to().equals(name)) {
            echo(word);
        } else {
            undelivered.take(word, follower.now());
            lookLater();
        }
    }

    /** What a client says to itself comes back, as with PeerJS' own server; rooms know of no such thing. */
    private void echo(Spoken word) {
        try {
            ClientMessage message = word.message(json, nextId(), room.name());
            if (intake.admits(session, message, word.size())) {
                session.send(echoed(message));
            } else {
                unsaid(word);
            }
        } catch (MalformedMessage malformed) {
            refuse(word, malformed);
        }
    }

    private ServerMessage echoed(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Offer offer -> relayed("offer", offer.body(), name);
            case ClientMessage.Rollback rollback -> relayed("offer", rollback.body(), name);
            case ClientMessage.Answer answer -> relayed("answer", answer.body(), name);
            case ClientMessage.Candidate candidate -> relayed("ice-candidate", candidate.body(), name);
            case ClientMessage.Message said -> relayed("message", said.body(), name);
            default -> throw new IllegalStateException("not for another peer");
        };
    }

    private ServerMessage relayed(String type, Json body, String from) {
        return new ServerMessage.Relayed(type, body, room.name(), PeerJsCodec.NOT_OF_A_ROOM, from, name);
    }

    private String nextId() {
        return prefix + "-" + said++;
    }

    private void lookLater() {
        if (!looking && !undelivered.isEmpty() && !connection.isGone()) {
            looking = true;
            vertx.setTimer(
                    LOOK_MILLIS,
                    due -> connection.execute(() -> {
                        looking = false;
                        undelivered.look(follower.now());
                        lookLater();
                    }));
        }
    }

    private Undelivered.Presence presence(String peer) {
        Member member = follower.read(room, followed -> followed.room().participant(peer));
        return member == null
                ? Undelivered.Presence.NOWHERE
                : new Undelivered.Presence(member.session(), member.absence() == null);
    }

    @Override
    public void say(Spoken word, long since) {
        CompletableFuture<Answer> asked = mayWait(word) ? ask(word, nextId()) : null;
        if (asked == null) {
            warn(ErrorCode.RATE_LIMITED, "too much waits for an answer: this was dropped");
            session.note(new Fact.LimitHit(TOO_MUCH, 1), room);
            unsaid(word);
            return;
        }
        unanswered.addAndGet(word.size());
        asked.whenComplete((answer, failure) -> {
            unanswered.addAndGet(-word.size());
            if (answer != null && answer.message() instanceof ServerMessage.ErrorMessage error) {
                connection.execute(() -> refused(word, since, error));
            }
        });
    }

    /** A word of any size may wait alone. */
    private boolean mayWait(Spoken word) {
        int before = unanswered.get();
        return before == 0 || before + word.size() <= MOST_UNANSWERED_BYTES;
    }

    private @Nullable CompletableFuture<Answer> ask(Spoken word, String id) {
        return intake.ask(session, word.size(), () -> word.message(json, id, room.name()), id, session.codec());
    }

    private void refused(Spoken word, long since, ServerMessage.ErrorMessage error) {
        if (error.code() == ErrorCode.NO_SUCH_PEER) {
            undelivered.returned(word, since, follower.now());
            lookLater();
            return;
        }
        warn(error.code(), word.kind() + " to " + word.to() + " was refused: " + error.message());
        unsaid(word);
        if (!error.retryable() && error.code() != ErrorCode.WRONG_STATE) {
            reject(word);
        }
    }

    /** Without a description there is no connection: the client need not wait for one. */
    private void unsaid(Spoken word) {
        if (word.kind() == Spoken.Kind.OFFER || word.kind() == Spoken.Kind.ANSWER) {
            unreachable(word.to());
        }
    }

    /** Nor need whoever would have had an answer, if that is one and will not be better another time. */
    private void reject(Spoken word) {
        if (word.kind() != Spoken.Kind.ANSWER || !PeerName.isOne(word.to())) {
            return;
        }
        try {
            String id = nextId();
            ClientMessage rejection = word.rejection(json, id, room.name());
            intake.ask(session, 0, () -> rejection, id, session.codec());
        } catch (MalformedMessage unknown) {
            // It does not say which offer it answers.
        }
    }

    @Override
    public boolean mayWait() {
        return intake.control(session);
    }

    @Override
    public void unheard(Spoken word) {
        note(ErrorCode.NO_SUCH_PEER, word);
    }

    private void note(ErrorCode code, Spoken word) {
        MessageType frame = word.kind().frame();
        Id type = frame == null ? null : new Id(frame.wireName());
        session.note(new Fact.FrameRefused(new Id(code.wireName()), type, 1), room);
    }

    @Override
    public void unreachable(String peer) {
        session.send(relayed("reject", Json.EMPTY_OBJECT, peer));
    }

    /** It waits with what rooms say: that has a bound, and an end with the session. */
    private void warn(ErrorCode code, String message) {
        session.send(new ServerMessage.ErrorMessage(null, code, message, null, room.name(), false, null));
    }
}
