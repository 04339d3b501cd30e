package io.beckon.transport.whip;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.session.Cursor;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.beckon.transport.signaling.Frames;
import io.beckon.transport.signaling.Look;
import io.beckon.transport.signaling.PolledConnection;
import io.beckon.transport.signaling.PolledSessions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A WHIP session (RFC 9725 section 4) as this node sees to it: a participant whose client says next to nothing. It keeps its place until the
 * client deletes it, its token ends, or the media have ended as far as one can tell. All of it on one thread, but for what says otherwise.
 */
final class Resource implements PolledConnection.Waiting {

    private static final int MOST_FRAMES = 256;
    private static final String OFFER_UNKNOWN = "this node has no offer of the client's to make again: begin anew";
    private static final String RESTARTING = "another restart is under way";
    private static final String NO_OFFERS = "WHIP and WHEP know no further offers";

    private final Vertx vertx;
    private final Context context;
    private final Session session;
    private final Ground ground;
    private final PolledConnection connection;
    private final Feed feed;
    private final Consumer<Resource> onOver;
    private final Look look;
    private final Voice voice;
    private Cursor cursor;
    private @Nullable Answering answering;
    /** As the client made it; {@code null}: to another node. */
    private @Nullable SdpText offer;
    /** That the client was given to answer; {@code null}: none, or by another node. */
    private Answering.@Nullable Counter given;
    /** {@code null}: the room knows. */
    private @Nullable Long generation;
    /** Whether somebody has answered. */
    private boolean settled;

    private boolean over;
    /** Whether the room has not said yet what it has against a rejection. */
    private boolean rejecting;

    private long failedSince = -1;
    /** Whether who has answered says how the media are. */
    private boolean watched;

    /** When there was a sign of life last, in nanoseconds. */
    private volatile long heard;

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
        this.session = session;
        this.ground = ground;
        this.voice = new Voice(context, sessions, session, ground);
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
     * @param offerers who may make an offer in place of an answer
     * @param traceparent where the request stands in a trace, which the negotiation goes on with
     * @return fails with {@link Unanswered}
     */
    CompletableFuture<Answering.Answered> offer(
            String text, long joined, Side side, Set<String> offerers, @Nullable String traceparent) {
        return here(() -> {
            cursor = Cursor.parse(Long.toString(joined));
            SdpText made = SdpText.of(text);
            return ask(Voice.offer(text, null, traceparent), null, side == Side.WHIP, offerers)
                    .thenApply(answered -> {
                        if (answered.counter() != null) {
                            voice.say(Voice.rollback(null));
                        } else {
                            offer = made;
                            generation = generation(made);
                        }
                        return useful(answered, side, made);
                    })
                    .whenComplete(this::settle);
        });
    }

    /**
     * Asks for the first offer. From any thread.
     *
     * @param offerers who would make one; the first is asked
     * @return fails with {@link Unanswered}
     */
    CompletableFuture<Answering.Answered> wish(long joined, Side side, Set<String> offerers) {
        return here(() -> {
            cursor = Cursor.parse(Long.toString(joined));
            String asked = offerers.iterator().next();
            return ask(Voice.wish(asked), null, false, Set.of(asked))
                    .thenApply(answered -> useful(answered, side, answered.description()))
                    .whenComplete(this::settle);
        });
    }

    private void settle(Answering.@Nullable Answered answered, @Nullable Throwable failure) {
        settled = failure == null;
        given = answered == null ? null : answered.counter();
    }

    /**
     * Answers the offer that came in place of an answer. From any thread.
     *
     * @return what the room has against it; {@code null}: nothing. Fails with {@link Unanswered}: there is no such offer
     */
    CompletableFuture<ServerMessage.@Nullable ErrorMessage> answer(String text) {
        return here(() -> {
            Ground.Agreed agreed = ground.agreed(session.id());
            Ground.Offer open = ground.offers(session.id()).stream()
                    .filter(offer -> isGiven(offer, agreed))
                    .findFirst()
                    .orElse(null);
            if (open == null) {
                return unanswered("there is no offer to answer, any more or at all");
            }
            CompletableFuture<ServerMessage.@Nullable ErrorMessage> said = new CompletableFuture<>();
            voice.say(Voice.answer(text, open), (reply, failure) -> {
                if (reply == null) {
                    said.completeExceptionally(Talk.unanswered(failure));
                } else {
                    said.complete(reply.message() instanceof ServerMessage.ErrorMessage error ? error : null);
                }
            });
            return said;
        });
    }

    /** Whether the client may answer an offer. If another node has given it one, that cannot be told from others without a {@code pc}. */
    private boolean isGiven(Ground.Offer offer, Ground.@Nullable Agreed agreed) {
        return given == null ? agreed == null && offer.pc().isEmpty() : offer.seq() == given.seq();
    }

    /** What is of no use is none. */
    private static Answering.Answered useful(Answering.Answered answered, Side side, SdpText made) {
        String fault = answered.counter() != null
                ? side.faultOfCounterOffer(answered.description())
                : side.faultOfAnswer(made, answered.description());
        if (fault != null) {
            throw new Unanswered(Unanswered.Reason.REJECTED, fault, null);
        }
        return answered;
    }

    private static long generation(SdpText description) {
        return Ground.generation(Objects.requireNonNull(description.usernameFragment()));
    }

    private CompletableFuture<Answering.Answered> ask(
            JsonObject frame, @Nullable JsonObject withdrawal, boolean waitsForSomebody, Set<String> offerers) {
        Answering next = new Answering(vertx, voice, frame, withdrawal, waitsForSomebody, offerers);
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
    CompletableFuture<Answering.Answered> restart(SdpFragment fragment, @Nullable String traceparent) {
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
            JsonObject question = Voice.offer(text, agreed.peer(), traceparent);
            return ask(question, Voice.rollback(agreed.peer()), false, Set.of()).thenApply(answered -> {
                offer = next;
                generation = generation(next);
                failedSince = -1;
                return isGoingOn(answered);
            });
        });
    }

    /** Only what an answer says of ICE counts in a restart; one without that has given the connection up, and there is no way back. */
    private Answering.Answered isGoingOn(Answering.Answered answered) {
        if (answered.description().usernameFragment() == null) {
            leave();
            throw new Unanswered(Unanswered.Reason.REJECTED, "who answers has rejected all of it", null);
        }
        return answered;
    }

    private static <T> CompletableFuture<T> unanswered(String why) {
        return CompletableFuture.failedFuture(new Unanswered(Unanswered.Reason.REFUSED, why, null));
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

    /**
     * Passes candidates on. From any thread.
     *
     * @return the error that says to come again; {@code null}: none. Fails as {@link PolledSessions#ask}
     */
    CompletableFuture<ServerMessage.@Nullable ErrorMessage> trickle(SdpFragment fragment) {
        return here(() -> {
            Ground.Agreed agreed = ground.agreed(session.id());
            List<CompletableFuture<ServerMessage.@Nullable ErrorMessage>> said = new ArrayList<>();
            if (agreed != null) {
                for (Trickled trickled : fragment.candidates()) {
                    Trickled candidate = placed(trickled);
                    if (candidate != null) {
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

    /** As the offer calls its m-section; {@code null}: there is none, and it would wait for that. */
    private @Nullable Trickled placed(Trickled candidate) {
        SdpText made = offer;
        if (made == null) {
            return candidate;
        }
        for (int i = 0; i < made.sections(); i++) {
            if (candidate.isOf(made.mid(i), i)) {
                return candidate.as(made.mid(i), i);
            }
        }
        return null;
    }

    private CompletableFuture<ServerMessage.@Nullable ErrorMessage> say(
            Trickled candidate, @Nullable String usernameFragment, String peer) {
        CompletableFuture<ServerMessage.@Nullable ErrorMessage> said = new CompletableFuture<>();
        voice.say(Voice.candidate(candidate.init(usernameFragment), peer), (reply, failure) -> {
            if (reply == null) {
                said.completeExceptionally(Objects.requireNonNull(failure));
                return;
            }
            boolean isForNow = reply.message() instanceof ServerMessage.ErrorMessage error
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
        if (over) {
            return;
        }
        Feed.Reading reading = feed.read(cursor, ground.room().name(), MOST_FRAMES);
        if (reading == null) {
            cursor = Cursor.parse(Long.toString(ground.now()));
            return;
        }
        cursor = reading.next();
        if (!reading.items().isEmpty()) {
            look.request();
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
            case "answer", "offer", "ice-candidate", "reject" -> {
                if (current != null) {
                    current.take(item.type(), frame(item));
                }
            }
            default -> {}
        }
    }

    private static JsonObject frame(Feed.Item item) {
        return new JsonObject(Buffer.buffer(item.json()));
    }

    // Its end

    /**
     * Leaves if who answered is gone, has said for long that the media have stopped, or has never said anything and neither has the client,
     * for very long. Else rejects one of the offers that are not for the client, if there are any. From any thread.
     *
     * @param now nanoseconds, monotonic
     * @param patience nanoseconds
     * @param lease nanoseconds
     */
    void watch(long now, long patience, long lease) {
        boolean isSilent = now - heard > lease;
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
            watched |= agreed != null && agreed.isWatched();
            List<Ground.Offer> offers = ground.offers(session.id());
            boolean isOver =
                    agreed == null ? offers.stream().noneMatch(offer -> isGiven(offer, null)) : !watched && isSilent;
            if (isOver || failedSince >= 0 && now - failedSince > patience) {
                leave();
            } else {
                offers.stream()
                        .filter(offer -> !isGiven(offer, agreed))
                        .findFirst()
                        .ifPresent(this::reject);
            }
        });
    }

    /** One at a time: each is a frame of the client's share, which others are not to use up by their offers. */
    private void reject(Ground.Offer offer) {
        if (!rejecting) {
            rejecting = true;
            voice.say(Voice.reject(offer, NO_OFFERS), (reply, failure) -> rejecting = false);
        }
    }

    /** There is a sign of life. From any thread. */
    void hear(long now) {
        heard = now;
    }

    /** Leaves the room for good. From any thread. */
    CompletableFuture<Void> leave() {
        CompletableFuture<Void> left = new CompletableFuture<>();
        context.runOnContext(here -> voice.say(Voice.leave(), (reply, failure) -> {
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
