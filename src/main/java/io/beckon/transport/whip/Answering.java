package io.beckon.transport.whip;

import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.session.Answer;
import io.beckon.transport.signaling.Frames;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One offer and what becomes of it. All on one thread.
 *
 * <pre>
 *             nobody there            ack                answer            candidates, or 2 s
 *   OFFERING ─────────────▶ NOBODY    ────▶ OPEN ───────────────▶ ANSWERED ─────────────────▶ OVER
 *      ▲                      │       OFFERING may skip OPEN: an answer can overtake the ack here
 *      └──── somebody came ───┘
 * </pre>
 */
final class Answering {

    /** How long an answerer may take; with the wait for candidates it stays below the 8 s after which OBS gives up. */
    static final int PATIENCE_MILLIS = 5000;

    /** How long an answer waits for the candidates of its side. */
    static final int GATHERING_MILLIS = 2000;

    private final Vertx vertx;
    private final Way way;
    private final JsonObject offer;
    private final boolean waitsForSomebody;
    private final CompletableFuture<Answered> answered = new CompletableFuture<>();
    private final List<Trickled> candidates = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private State state = State.OFFERING;
    private boolean somebodyCame;
    private String from = "";
    private @Nullable SdpText answer;
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
    }

    /**
     * An answer with the candidates of its side, as far as they have come.
     *
     * @param peer who answers
     */
    record Answered(String peer, SdpText description) {}

    /** @param waitsForSomebody whether somebody who could answer may still come */
    Answering(Vertx vertx, Way way, JsonObject offer, boolean waitsForSomebody) {
        this.vertx = vertx;
        this.way = way;
        this.offer = offer;
        this.waitsForSomebody = waitsForSomebody;
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
        way.say(offer, this::replied);
    }

    private void replied(@Nullable Answer reply, @Nullable Throwable failure) {
        if (state != State.OFFERING) {
            return;
        }
        if (reply == null) {
            fail(Unanswered.Reason.GONE, "the participant has left", null);
        } else if (!(reply.message() instanceof ServerMessage.ErrorMessage error)) {
            state = State.OPEN;
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
        }
    }

    /** A frame of somebody in the room. */
    void take(String type, JsonObject frame) {
        switch (type) {
            case "answer" -> answer(frame);
            case "ice-candidate" -> candidate(frame);
            case "reject" -> rejected(frame);
            default -> {}
        }
    }

    /** Others may have the offer, too. */
    private void rejected(JsonObject frame) {
        if ((state == State.OFFERING || state == State.OPEN) && !way.isOpen()) {
            String why = Frames.text(frame, "reason");
            fail(Unanswered.Reason.REJECTED, "the offer was rejected" + (why.isEmpty() ? "" : ": " + why), null);
        }
    }

    private void answer(JsonObject frame) {
        JsonObject description = frame.getJsonObject("answer");
        boolean isAwaited = state == State.OFFERING || state == State.OPEN;
        if (!isAwaited || !Frames.text(description, "type").equals("answer")) {
            return;
        }
        vertx.cancelTimer(timer);
        state = State.ANSWERED;
        from = Frames.text(frame, "from");
        answer = SdpText.of(Frames.text(description, "sdp"));
        timer = vertx.setTimer(GATHERING_MILLIS, enough -> finish());
        if (answer.isComplete()) {
            finish();
        }
    }

    private void candidate(JsonObject frame) {
        SdpText described = answer;
        if (state != State.ANSWERED || described == null || !from.equals(Frames.text(frame, "from"))) {
            return;
        }
        Trickled candidate = Trickled.of(frame.getValue("candidate"));
        if (!candidate.isEnd()) {
            candidates.add(candidate);
        } else if (endsAll(candidate, described)) {
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
        SdpText described = answer;
        if (state == State.ANSWERED && described != null) {
            state = State.OVER;
            vertx.cancelTimer(timer);
            boolean isAsItCame = candidates.isEmpty() && described.hasEnd();
            answered.complete(new Answered(from, isAsItCame ? described : described.withCandidates(candidates, true)));
        }
    }

    private void late() {
        if (state == State.OPEN || state == State.OFFERING) {
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
        if (state != State.OVER) {
            state = State.OVER;
            vertx.cancelTimer(timer);
            answered.completeExceptionally(new Unanswered(reason, message, error));
        }
    }
}
