package io.beckon.transport.peerjs;

import io.beckon.following.Follower;
import io.beckon.identity.Caller;
import io.beckon.identity.Ids;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.PeerName;
import io.beckon.session.Answer;
import io.beckon.session.Edge;
import io.beckon.session.Intake;
import io.beckon.session.Session;
import io.beckon.transport.Admissions;
import io.beckon.transport.Doorkeeper;
import io.beckon.transport.Gate;
import io.beckon.transport.Rates;
import io.beckon.transport.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets PeerJS clients in: checks what they say of themselves, makes them sessions, and brings these into the lobby of their application. Who
 * comes back with the same id and token is the same session, on whatever node. Safe for use by several threads.
 */
public final class PeerJsDoor {

    private static final String COMING = "come";

    private final Gate gate;
    private final Doorkeeper doorkeeper;
    private final Map<String, Application> applications;
    private final Callers callers;
    private final Vertx vertx;
    private final Edge edge;
    private final Intake intake;
    private final Follower follower;
    private final Admissions admissions;
    private final Rates anonymous;
    private final BooleanSupplier hasRoom;
    private final Supplier<String> instance;
    private final JsonCodec json;
    private final PeerJsCodec codec;
    private final LastSeen lastSeen = new LastSeen();
    /** By the ids of the sessions that are being let in: the latest try of each. */
    private final Map<String, Coming> coming = new ConcurrentHashMap<>();

    /**
     * @param applications by their keys
     * @param anonymous how often those who have not signed in may come, by network
     * @param hasRoom whether the node can see to one more session now
     * @param instance the id of this process
     */
    public PeerJsDoor(
            Gate gate,
            Map<String, Application> applications,
            Callers callers,
            Vertx vertx,
            Edge edge,
            Intake intake,
            Follower follower,
            Admissions admissions,
            Rates anonymous,
            BooleanSupplier hasRoom,
            Supplier<String> instance,
            JsonCodec json) {
        this.gate = gate;
        this.doorkeeper = gate.doorkeeper();
        this.applications = Map.copyOf(applications);
        this.callers = callers;
        this.vertx = vertx;
        this.edge = edge;
        this.intake = intake;
        this.follower = follower;
        this.admissions = admissions;
        this.anonymous = anonymous;
        this.hasRoom = hasRoom;
        this.instance = instance;
        this.json = json;
        this.codec = new PeerJsCodec(json);
    }

    boolean isOpen() {
        return !applications.isEmpty();
    }

    boolean admitsOrigin(HttpServerRequest request, String key) {
        Application application = applications.get(key);
        return application != null && application.anyOrigin() || gate.admitsOrigin(request);
    }

    /** A client has connected. What becomes of it, it is told. */
    PeerConnection greet(Line line, Context context, Visitor visitor) {
        PeerConnection connection = new PeerConnection(line, vertx, context, edge, visitor.approach());
        Application application = applications.get(visitor.key());
        if (visitor.key().isEmpty() || visitor.id().isEmpty()) {
            refuse(connection, Notice.INCOMPLETE);
        } else if (application == null) {
            refuse(connection, Notice.INVALID_KEY);
        } else if (!PeerName.isOne(visitor.id())) {
            refuse(connection, Notice.error("id: it is " + PeerName.RULE));
        } else {
            new Coming(connection, application, visitor).begin();
        }
        return connection;
    }

    /** Before anybody has said who it is. */
    private void refuse(PeerConnection connection, String notice) {
        doorkeeper.refusesRequest(connection.approach(), null);
        connection.refuse(notice);
    }

    private void deny(PeerConnection connection, Verdict.BadToken verdict) {
        connection.ignores();
        if (!doorkeeper.denies(verdict, vertx, refusing(connection, Notice.BAD_TOKEN))) {
            connection.refuse(Notice.error("too many bad tokens"));
        }
    }

    /** It may have to wait: so it knows nothing of what the client has shown. */
    private static Runnable refusing(PeerConnection connection, String notice) {
        return () -> connection.execute(() -> connection.refuse(notice));
    }

    /** One client on its way in. On its connection's thread. */
    private final class Coming {

        private final PeerConnection connection;
        private final Application application;
        private final Visitor visitor;
        /** Nothing of it goes to the room any more, unless it was let in. */
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        /** By which it is known here that the client comes once more. */
        private String comingId = "";

        private String sessionId = "";
        private boolean waits;

        Coming(PeerConnection connection, Application application, Visitor visitor) {
            this.connection = connection;
            this.application = application;
            this.visitor = visitor;
        }

        void begin() {
            then(
                    doorkeeper.judge(
                            visitor.approach(),
                            visitor.token(),
                            callers.of(application, visitor.id()),
                            Caller::mayUseService),
                    (verdict, failure) -> judged(Objects.requireNonNull(verdict)));
        }

        private void judged(Verdict verdict) {
            switch (verdict) {
                case Verdict.Welcome welcome -> admit(welcome.caller());
                case Verdict.Forbidden forbidden -> connection.refuse(Notice.error("you may not use this service"));
                case Verdict.NoToken none -> connection.refuse(Notice.INCOMPLETE);
                case Verdict.BadToken bad -> deny(connection, bad);
                case Verdict.Undecided undecided -> later("whose the token is cannot be told now");
            }
        }

        private <T> void then(CompletionStage<T> outcome, BiConsumer<@Nullable T, @Nullable Throwable> next) {
            outcome.whenComplete((value, failure) -> connection.execute(() -> {
                if (connection.isGone()) {
                    ends();
                } else {
                    next.accept(value, failure);
                }
            }));
        }

        /** Its connection is gone. What it waits for, or has asked the room, comes to its end first. */
        private void gone(Caller caller) {
            admissions.leave(caller, visitor.approach().network());
            lastSeen.gone(sessionId, connection.arrived());
            if (!waits) {
                ends();
            }
        }

        private void ends() {
            coming.remove(comingId, this);
            over.complete(null);
        }

        /** The same client has come again. */
        private CompletableFuture<Void> yields() {
            connection.execute(() -> {
                if (!over.isDone()) {
                    connection.close(CloseCode.RESUMED_ELSEWHERE, "resumed by another connection");
                }
            });
            return over;
        }

        private void admit(Caller caller) {
            boolean mayCome = !Callers.isAnonymous(caller)
                    || anonymous.take(visitor.approach().network());
            if (!hasRoom.getAsBoolean()) {
                doorkeeper.cannotServe();
                later("this node cannot serve you now");
            } else if (!mayCome || admissions.waitSeconds(caller) > 0) {
                limit(caller, "too many connections in too short a time");
            } else if (!admissions.enter(caller, visitor.approach().network())) {
                limit(caller, "Server has reached its concurrent user limit");
            } else if (connection.holds(() -> gone(caller))) {
                find(caller);
            }
        }

        private void limit(Caller caller, String why) {
            doorkeeper.limitsAtOnce(visitor.approach(), caller);
            later(why);
        }

        /** It comes late: a client that connects again does so at once. */
        private void later(String why) {
            connection.ignores();
            doorkeeper.late(vertx, () -> connection.execute(() -> connection.putOff(why)));
        }

        private void find(Caller caller) {
            List<Self> selves = Self.of(
                    callers.same(caller, application, visitor.id(), visitor.token()),
                    edge,
                    application.room(),
                    visitor.id());
            comingId = selves.getFirst().session();
            Coming former = coming.put(comingId, this);
            Lobby lobby = new Lobby(follower, application.room());
            waits = former != null;
            CompletionStage<Void> upToDate =
                    former == null ? lobby.upToDate() : former.yields().thenCompose(over -> lobby.upToDate());
            then(upToDate, (read, failure) -> {
                waits = false;
                if (failure != null) {
                    later("the room of this key cannot be reached now");
                } else {
                    enter(lobby.known(selves), lobby);
                }
            });
        }

        private void enter(Self self, Lobby lobby) {
            Caller caller = self.caller();
            sessionId = self.session();
            Long known = lastSeen.of(sessionId);
            long seen = lobby.seen(sessionId, instance.get(), known);
            connection.arrived().begin(seen < 0 ? lobby.now() : seen);
            if (known == null || known != seen) {
                lastSeen.here(sessionId, connection.arrived()); // nor has it got more if it is gone before it is told
            }
            if (seen < 0) {
                join(edge.openSilently(caller, connection, codec, sessionId), caller, lobby);
            } else {
                comeBack(edge.openSilently(caller, connection, codec, Ids.random()), caller, seen, lobby);
            }
        }

        /** @param seen what it has got from the room before */
        private void comeBack(Session session, Caller caller, long seen, Lobby lobby) {
            connection.begins(session);
            JsonObject resume = new JsonObject()
                    .put("type", "resume")
                    .put("session", sessionId)
                    .put("secret", edge.secretOf(sessionId, caller))
                    .put("rooms", new JsonObject().put(application.room().name(), seen));
            ask(session, resume, reply -> {
                if (reply instanceof ServerMessage.Resumed resumed
                        && resumed.rooms().values().stream().allMatch(room -> room.error() == null)) {
                    open(session);
                } else if (reply instanceof ServerMessage.ErrorMessage error && error.retryable()) {
                    later(error.message());
                } else if (reply instanceof ServerMessage.ErrorMessage) {
                    fail(Notice.BAD_TOKEN);
                } else {
                    join(session, caller, lobby);
                }
            });
        }

        private void join(Session session, Caller caller, Lobby lobby) {
            connection.begins(session);
            JsonObject join = new JsonObject()
                    .put("type", "join")
                    .put("room", application.room().name())
                    .put("pattern", "lobby")
                    .put("name", visitor.id());
            String former = lobby.unheld(visitor.id(), caller);
            if (former != null) {
                join.put(
                        "replace",
                        new JsonObject().put("session", former).put("secret", edge.secretOf(former, caller)));
            }
            ask(session, join, reply -> {
                if (reply instanceof ServerMessage.Joined) {
                    open(session);
                } else if (reply instanceof ServerMessage.ErrorMessage error && error.retryable()) {
                    later(error.message());
                } else if (reply instanceof ServerMessage.ErrorMessage error) {
                    fail(error.code() == ErrorCode.ALREADY_JOINED ? Notice.ID_TAKEN : Notice.error(error.message()));
                }
            });
        }

        private void ask(Session session, JsonObject frame, Consumer<ServerMessage> next) {
            CompletableFuture<Answer> asked =
                    intake.ask(session, frame.put("id", COMING).toBuffer().getBytes(), COMING, codec);
            if (asked == null) {
                later("too much at once");
                return;
            }
            waits = true;
            then(asked, (answer, failure) -> {
                waits = false;
                if (answer == null) {
                    later("you cannot be let in now");
                } else {
                    next.accept(answer.message());
                }
            });
        }

        private void open(Session session) {
            ends();
            lastSeen.here(sessionId, connection.arrived());
            connection.opens(new Peer(
                    visitor.id(), application.room(), session, connection, vertx, intake, follower, json)::heard);
        }

        private void fail(String notice) {
            ends();
            connection.refuse(notice);
        }
    }
}
