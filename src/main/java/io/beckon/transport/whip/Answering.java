package io.beckon.transport.whip;

import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.session.Answer;
import io.beckon.transport.signaling.Frames;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One offer, or the wish for one, and what becomes of it: an answer, or where that is possible an offer in its place. All on one thread.
 *
 * <pre>
 *             nobody there            ack          answer, offer           candidates, or 2 s
 *   OFFERING ─────────────▶ NOBODY    ────▶ OPEN ───────────────▶ ANSWERED ─────────────────▶ OVER
 *      ▲                      │       OFFERING may skip OPEN: an answer can overtake the ack here
 *      └──── somebody came ───┘       back from OPEN, too, if all who have the offer are gone
 * </pre>
 *
 * <p>What is withdrawn when nobody has answered in time may have an answer by then that is on its way here: the room decides.
 */
final class Answering {

    /** How long an answerer may take; with the wait for candidates it stays below the 8 s after which OBS gives up. */
    static final int PATIENCE_MILLIS = 5000;

    /** How long an answer waits for the candidates of its side, and a withdrawal for its reply. */
    static final int GATHERING_MILLIS = 2000;

    private final Vertx vertx;
    private final Way way;
    private final JsonObject question;
    private final @Nullable JsonObject withdrawal;
    private final boolean waitsForSomebody;
    private final Set<String> offerers;
    private final CompletableFuture<Answered> answered = new CompletableFuture<>();
    private final List<Trickled> candidates = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private State state = State.OFFERING;
    private boolean somebodyCame;
    private String from = "";
    private @Nullable SdpText described;
    private @Nullable Counter counter;
    private @Nullable Unanswered rejected;
    private long timer = -1;

    private enum State {
        OFFERING,
        NOBODY,
        OPEN,
        ANSWERED,
        OVER
    }

    /** The way to the room. */
    interface Way {

        /** Says a frame; its reply comes back on the same thread. */
        void say(JsonObject frame, BiConsumer<@Nullable Answer, @Nullable Throwable> then);

        /** Whether somebody may still answer what was offered. */
        boolean isOpen();

        /** Whether somebody may who is connected. */
        boolean isHeard();
    }

    /**
     * A description with the candidates of its side, as far as they have come.
     *
     * @param peer who answers
     * @param counter if it is an offer in place of an answer
     */
    record Answered(
            String peer, SdpText description, @Nullable Counter counter) {}

    /**
     * An offer in place of an answer.
     *
     * @param seq its place in the room's order
     * @param since when it came
     */
    record Counter(long seq, Instant since) {}

    /**
     * @param question the frame that is said: an offer, or that one is wanted
     * @param withdrawal what is said when nobody has answered in time; {@code null}: nothing
     * @param waitsForSomebody whether somebody who could answer may still come
     * @param offerers of whom an offer is taken in place of an answer
     */
    Answering(
            Vertx vertx,
            Way way,
            JsonObject question,
            @Nullable JsonObject withdrawal,
            boolean waitsForSomebody,
            Set<String> offerers) {
        this.vertx = vertx;
        this.way = way;
        this.question = question;
        this.withdrawal = withdrawal;
        this.waitsForSomebody = waitsForSomebody;
        this.offerers = offerers;
    }

    /** Fails with {@link Unanswered}. */
    CompletableFuture<Answered> begin() {
        timer = vertx.setTimer(PATIENCE_MILLIS, late -> late());
        say();
        return answered;
    }

    private void say() {
        state = State.OFFERING;
        somebodyCame = false;
        way.say(question, this::replied);
    }

    private void replied(@Nullable Answer reply, @Nullable Throwable failure) {
        if (state != State.OFFERING) {
            return;
        }
        if (reply == null) {
            fail(Unanswered.Reason.GONE, "the participant has left", null);
        } else if (!(reply.message() instanceof ServerMessage.ErrorMessage error)) {
            state = State.OPEN;
            sayAgainIfUnheard();
        } else if (error.code() != ErrorCode.NO_SUCH_PEER) {
            fail(Unanswered.Reason.REFUSED, error.message(), error);
        } else if (!waitsForSomebody) {
            fail(Unanswered.Reason.NOBODY, "nobody is there who could answer", null);
        } else {
            state = State.NOBODY;
            if (somebodyCame) {
                say();
            }
        }
    }

    /** Somebody has come, or takes offers from now on. */
    void somebodyCame() {
        somebodyCame = true;
        if (state == State.NOBODY) {
            say();
        } else if (state == State.OPEN) {
            sayAgainIfUnheard();
        }
    }

    /** Who came may answer in place of those who have it and are gone. */
    private void sayAgainIfUnheard() {
        if (somebodyCame && waitsForSomebody && rejected == null && !way.isHeard()) {
            say();
        }
    }

    /** A frame of somebody in the room. */
    void take(String type, JsonObject frame) {
        switch (type) {
            case "answer", "offer" -> described(type, frame);
            case "ice-candidate" -> candidate(frame);
            case "reject" -> rejected(frame);
            default -> {}
        }
    }

    /** Others may have the offer, too; and who rejects it may make another. */
    private void rejected(JsonObject frame) {
        if (isAwaiting() && !way.isOpen()) {
            String why = Frames.text(frame, "reason");
            rejected = new Unanswered(
                    Unanswered.Reason.REJECTED, "the offer was rejected" + (why.isEmpty() ? "" : ": " + why), null);
            if (offerers.isEmpty()) {
                fail(rejected);
            }
        }
    }

    private boolean isAwaiting() {
        return state == State.OFFERING || state == State.OPEN;
    }

    /** An offer in place of an answer is one for the connection that the client has asked for, which has no {@code pc}. */
    private boolean takesOffer(JsonObject frame) {
        return offerers.contains(Frames.text(frame, "from"))
                && Frames.text(frame, "pc").isEmpty();
    }

    private void described(String type, JsonObject frame) {
        JsonObject description = frame.getJsonObject(type);
        boolean isOffer = type.equals("offer");
        boolean isTaken = isAwaiting() && (!isOffer || takesOffer(frame));
        if (!isTaken || !Frames.text(description, "type").equals(type)) {
            return;
        }
        vertx.cancelTimer(timer);
        state = State.ANSWERED;
        counter = isOffer ? new Counter(frame.getLong("seq"), Instant.now()) : null;
        from = Frames.text(frame, "from");
        described = SdpText.of(Frames.text(description, "sdp"));
        timer = vertx.setTimer(GATHERING_MILLIS, enough -> finish());
        if (described.isComplete()) {
            finish();
        }
    }

    private void candidate(JsonObject frame) {
        SdpText text = described;
        if (state != State.ANSWERED || text == null || !from.equals(Frames.text(frame, "from"))) {
            return;
        }
        Trickled candidate = Trickled.of(frame.getValue("candidate"));
        if (!candidate.isEnd()) {
            candidates.add(candidate);
        } else if (endsAll(candidate, text)) {
            finish();
        }
    }

    private boolean endsAll(Trickled end, SdpText described) {
        for (int i = 0; i < described.sections(); i++) {
            if (end.isOf(described.mid(i), i)) {
                ended.add(Integer.toString(i));
            }
        }
        boolean ofAll = end.mid() == null && end.index() < 0;
        return ofAll || described.isBundled() || ended.size() == described.sections();
    }

    private void finish() {
        SdpText text = described;
        if (state == State.ANSWERED && text != null) {
            state = State.OVER;
            vertx.cancelTimer(timer);
            boolean isAsItCame = candidates.isEmpty() && text.hasEnd();
            answered.complete(new Answered(from, isAsItCame ? text : text.withCandidates(candidates, true), counter));
        }
    }

    private void late() {
        JsonObject withdrawal = this.withdrawal;
        if (withdrawal != null && isAwaiting() && rejected == null) {
            timer = vertx.setTimer(GATHERING_MILLIS, over -> failLate());
            way.say(withdrawal, this::withdrawn);
        } else {
            failLate();
        }
    }

    /** If there is nothing to withdraw, that may be because of an answer, which comes then. */
    private void withdrawn(@Nullable Answer reply, @Nullable Throwable failure) {
        boolean mayBeAnswered = reply != null
                && reply.message() instanceof ServerMessage.ErrorMessage error
                && error.code() == ErrorCode.WRONG_STATE;
        if (isAwaiting() && !mayBeAnswered) {
            failLate();
        }
    }

    private void failLate() {
        if (rejected != null) {
            fail(rejected);
        } else if (state == State.OPEN || state == State.OFFERING) {
            fail(Unanswered.Reason.LATE, "nobody has answered in time", null);
        } else {
            fail(Unanswered.Reason.NOBODY, "nobody has come who could answer", null);
        }
    }

    /** The participant is gone. */
    void abandon() {
        fail(Unanswered.Reason.GONE, "the participant has left", null);
    }

    private void fail(Unanswered.Reason reason, String message, ServerMessage.@Nullable ErrorMessage error) {
        fail(new Unanswered(reason, message, error));
    }

    private void fail(Unanswered why) {
        if (state != State.OVER) {
            state = State.OVER;
            vertx.cancelTimer(timer);
            answered.completeExceptionally(why);
        }
    }
}
