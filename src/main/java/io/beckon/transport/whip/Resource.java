package io.beckon.transport.whip;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.session.Answer;
import io.beckon.session.Cursor;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.beckon.transport.signaling.Frames;
import io.beckon.transport.signaling.Look;
import io.beckon.transport.signaling.PolledConnection;
import io.beckon.transport.signaling.PolledSessions;
import io.beckon.transport.signaling.RequestFrame;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A WHIP session (RFC 9725 section 4) as this node sees to it: a participant whose client says next to nothing. It keeps its place until the
 * client deletes it, its token ends, or the media have ended as far as one can tell. All of it on one thread, but for what says otherwise.
 */
final class Resource implements PolledConnection.Waiting {

    private static final int MOST_FRAMES = 256;
    private static final String OFFER_UNKNOWN = "this node does not know the offer, which another one took: begin anew";
    private static final String RESTARTING = "another restart is under way";

    private final Vertx vertx;
    private final Context context;
    private final PolledSessions sessions;
    private final Session session;
    private final Ground ground;
    private final PolledConnection connection;
    private final Feed feed;
    private final Consumer<Resource> onOver;
    private final Look look;
    private Cursor cursor;
    private @Nullable Answering answering;
    /** As the client made it; {@code null}: to another node. */
    private @Nullable SdpText offer;
    /** {@code null}: the room knows. */
    private @Nullable Long generation;
    /** Whether somebody has answered. */
    private boolean settled;

    private boolean over;
    private long failedSince = -1;

    /**
     * @param isNew whether its first offer is still to be made
     * @param onOver is told once, when it is no more
     */
    Resource(
            Vertx vertx,
            PolledSessions sessions,
            Session session,
            Ground ground,
            PolledConnection connection,
            Feed feed,
            boolean isNew,
            Consumer<Resource> onOver) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.look = new Look(context, this::scan);
        this.sessions = sessions;
        this.session = session;
        this.ground = ground;
        this.connection = connection;
        this.feed = feed;
        this.settled = !isNew;
        this.onOver = onOver;
        this.cursor = Cursor.parse(Long.toString(ground.now()));
    }

    Session session() {
        return session;
    }

    /** From now on the session needs no requests. From any thread, once. */
    void begin() {
        connection.begins();
        if (!connection.waits(this) || session.isClosed()) {
            context.runOnContext(now -> finish());
        }
    }

    // Offers

    /**
     * Makes the first offer. From any thread.
     *
     * @param text as the client made it
     * @param joined from when on answers may come
     * @param side which way media are to go
     * @param traceparent where the request stands in a trace, which the negotiation goes on with
     * @return fails with {@link Unanswered}
     */
    CompletableFuture<Answering.Answered> offer(String text, long joined, Side side, @Nullable String traceparent) {
        return here(() -> {
            cursor = Cursor.parse(Long.toString(joined));
            SdpText made = SdpText.of(text);
            CompletableFuture<Answering.Answered> answered = ask(frame(text, null, traceparent), side == Side.WHIP);
            return useful(answered, side, made).whenComplete((answer, failure) -> {
                offer = made;
                generation = generation(made);
                settled = failure == null;
            });
        });
    }

    /** An answer that is of no use is none. */
    private static CompletableFuture<Answering.Answered> useful(
            CompletableFuture<Answering.Answered> answered, Side side, SdpText made) {
        return answered.thenApply(answer -> {
            String fault = side.faultOfAnswer(made, answer.description());
            if (fault != null) {
                throw new Unanswered(Unanswered.Reason.REJECTED, fault, null);
            }
            return answer;
        });
    }

    private static long generation(SdpText description) {
        return Ground.generation(Objects.requireNonNull(description.usernameFragment()));
    }

    private JsonObject frame(String sdp, @Nullable String to, @Nullable String traceparent) {
        JsonObject description = new JsonObject().put("type", "offer").put("sdp", sdp);
        JsonObject frame = new JsonObject().put("type", "offer").put("offer", description);
        return to(traceparent == null ? frame : frame.put("traceparent", traceparent), to);
    }

    private JsonObject to(JsonObject frame, @Nullable String peer) {
        frame.put("room", ground.room().name());
        return peer == null ? frame : frame.put("to", peer);
    }

    private CompletableFuture<Answering.Answered> ask(JsonObject frame, boolean waitsForSomebody) {
        Answering next = new Answering(vertx, new ToRoom(), frame, waitsForSomebody);
        answering = next;
        CompletableFuture<Answering.Answered> answered = next.begin();
        look();
        return answered.whenComplete((answer, failure) -> answering = null);
    }

    /**
     * Asks who has answered for a new ICE generation (RFC 9725 section 4.3.3). From any thread.
     *
     * @return fails with {@link Unanswered}; then all is as before
     */
    CompletableFuture<Answering.Answered> restart(SdpFragment fragment, Side side, @Nullable String traceparent) {
        return here(() -> {
            SdpText last = offer;
            Ground.Agreed agreed = ground.agreed(session.id());
            if (last == null || agreed == null) {
                return unanswered(OFFER_UNKNOWN);
            } else if (answering != null) {
                return unanswered(RESTARTING);
            }
            SdpText next = last.restarted(
                    Objects.requireNonNull(fragment.usernameFragment()), Objects.requireNonNull(fragment.password()));
            boolean areAll = fragment.candidates().stream().anyMatch(Trickled::isEnd);
            String text = next.withCandidates(fragment.candidates(), areAll).text();
            CompletableFuture<Answering.Answered> answered = ask(frame(text, agreed.peer(), traceparent), false);
            answered.whenComplete((answer, failure) -> {
                if (failure == null) {
                    offer = next;
                    generation = generation(next);
                    failedSince = -1;
                } else {
                    withdraw(agreed.peer());
                }
            });
            return useful(answered, side, next).whenComplete((answer, failure) -> {
                if (failure != null && !answered.isCompletedExceptionally()) {
                    // The room has agreed on it, and there is no way back.
                    leave();
                }
            });
        });
    }

    private static CompletableFuture<Answering.Answered> unanswered(String why) {
        return CompletableFuture.failedFuture(new Unanswered(Unanswered.Reason.REFUSED, why, null));
    }

    private void withdraw(String peer) {
        JsonObject rollback =
                new JsonObject().put("type", "offer").put("offer", new JsonObject().put("type", "rollback"));
        say(to(rollback, peer), (reply, failure) -> {});
    }

    // Candidates

    /** The entity tag of the current ICE session; {@code null}: there is none. From any thread. */
    CompletableFuture<@Nullable String> tag() {
        return here(() -> {
            Long current = current();
            return CompletableFuture.completedFuture(current == null ? null : EntityTag.of(session.id(), current));
        });
    }

    private @Nullable Long current() {
        Ground.Agreed agreed = generation == null ? ground.agreed(session.id()) : null;
        return agreed == null ? generation : Long.valueOf(agreed.generation());
    }

    /** Whether a username fragment is that of the current ICE session. From any thread. */
    CompletableFuture<Boolean> isCurrent(String usernameFragment) {
        return here(() -> {
            Long current = current();
            return CompletableFuture.completedFuture(current != null && current == Ground.generation(usernameFragment));
        });
    }

    /** Passes candidates on. From any thread. @return the error that says to come again; {@code null}: none */
    CompletableFuture<ServerMessage.@Nullable ErrorMessage> trickle(SdpFragment fragment) {
        return here(() -> {
            Ground.Agreed agreed = ground.agreed(session.id());
            List<CompletableFuture<ServerMessage.@Nullable ErrorMessage>> said = new ArrayList<>();
            if (agreed != null) {
                for (Trickled candidate : fragment.candidates()) {
                    if (isKnown(candidate)) {
                        said.add(say(candidate, fragment.usernameFragment(), agreed.peer()));
                    }
                }
            }
            return CompletableFuture.allOf(said.toArray(CompletableFuture[]::new))
                    .thenApply(all -> said.stream()
                            .map(CompletableFuture::join)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
        });
    }

    /** One of an m-section that there is not would wait for it. */
    private boolean isKnown(Trickled candidate) {
        SdpText made = offer;
        if (made == null) {
            return true;
        }
        for (int i = 0; i < made.sections(); i++) {
            if (candidate.isOf(made.mid(i), i)) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<ServerMessage.@Nullable ErrorMessage> say(
            Trickled candidate, @Nullable String usernameFragment, String peer) {
        CompletableFuture<ServerMessage.@Nullable ErrorMessage> said = new CompletableFuture<>();
        JsonObject frame =
                new JsonObject().put("type", "ice-candidate").put("candidate", candidate.init(usernameFragment));
        say(to(frame, peer), (reply, failure) -> {
            boolean isForNow = reply != null
                    && reply.message() instanceof ServerMessage.ErrorMessage error
                    && (error.code() == ErrorCode.RATE_LIMITED || error.code() == ErrorCode.UNAVAILABLE);
            said.complete(isForNow ? (ServerMessage.ErrorMessage) reply.message() : null);
        });
        return said;
    }

    // What comes

    @Override
    public void look() {
        look.request();
    }

    private void scan() {
        while (!over) {
            Feed.Reading reading = feed.read(cursor, ground.room().name(), MOST_FRAMES);
            if (reading == null) {
                cursor = Cursor.parse(Long.toString(ground.now()));
                return;
            }
            cursor = reading.next();
            if (reading.items().isEmpty()) {
                return;
            }
            Frames.forEach(reading, this::take);
        }
    }

    private void take(Feed.Item item) {
        Answering current = answering;
        switch (item.type()) {
            case "left" -> finish();
            case "peer-joined", "peer-updated" -> {
                if (current != null) {
                    current.somebodyCame();
                }
            }
            case "answer", "ice-candidate", "reject" -> {
                if (current != null) {
                    current.take(item.type(), new JsonObject(Buffer.buffer(item.json())));
                }
            }
            default -> {}
        }
    }

    private void say(JsonObject frame, BiConsumer<@Nullable Answer, @Nullable Throwable> then) {
        sessions.ask(session, RequestFrame.of(frame))
                .whenComplete((reply, failure) -> context.runOnContext(now -> then.accept(reply, failure)));
    }

    private final class ToRoom implements Answering.Way {

        @Override
        public void say(JsonObject frame, BiConsumer<@Nullable Answer, @Nullable Throwable> then) {
            Resource.this.say(frame, then);
        }

        @Override
        public boolean isOpen() {
            return ground.isOpen(session.id());
        }
    }

    // Its end

    /**
     * Leaves if who answered is gone, or has said for long that the media have stopped. From any thread.
     *
     * @param now nanoseconds, monotonic
     * @param patience nanoseconds
     */
    void watch(long now, long patience) {
        context.runOnContext(later -> {
            if (over || !settled || answering != null) {
                return;
            }
            Ground.Agreed agreed = ground.agreed(session.id());
            if (agreed == null || !agreed.hasFailed()) {
                failedSince = -1;
            } else if (failedSince < 0) {
                failedSince = now;
            }
            if (agreed == null || failedSince >= 0 && now - failedSince > patience) {
                leave();
            }
        });
    }

    /** Leaves the room for good. From any thread. */
    CompletableFuture<Void> leave() {
        CompletableFuture<Void> left = new CompletableFuture<>();
        context.runOnContext(here -> say(to(new JsonObject().put("type", "leave"), null), (reply, failure) -> {
            finish();
            connection.discard();
            left.complete(null);
        }));
        return left;
    }

    @Override
    public void replaced() {}

    @Override
    public void closed(CloseCode code, String reason) {
        context.runOnContext(now -> finish());
    }

    private void finish() {
        if (!over) {
            over = true;
            connection.waitsNoMore(this);
            connection.ends();
            Answering current = answering;
            if (current != null) {
                current.abandon();
            }
            onOver.accept(this);
        }
    }

    private <T> CompletableFuture<T> here(Supplier<CompletableFuture<T>> action) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        context.runOnContext(now -> {
            CompletableFuture<T> begun;
            try {
                begun = over
                        ? CompletableFuture.failedFuture(
                                new Unanswered(Unanswered.Reason.GONE, "the participant has left", null))
                        : action.get();
            } catch (RuntimeException e) {
                begun = CompletableFuture.failedFuture(e);
            }
            begun.whenComplete((value, failure) -> {
                if (failure == null) {
                    outcome.complete(value);
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
        });
        return outcome;
    }
}
