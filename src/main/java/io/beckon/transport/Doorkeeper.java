package io.beckon.transport;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.identity.Undecided;
import io.beckon.protocol.ErrorCode;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says of everybody who comes, at whatever door, whether it is let in; sees to it that the witness hears of the others, and that those who
 * would come again at once are answered late. How they are answered is the door's. Safe for use by several threads.
 */
public final class Doorkeeper {

    private static final System.Logger LOG = System.getLogger(Doorkeeper.class.getName());

    private static final long REFUSAL_MILLIS = 1000;
    private static final Id BAD_MESSAGE = new Id(ErrorCode.BAD_MESSAGE.wireName());

    private final BadTokens badTokens;
    private final Witness witness;
    private final LateAnswers lateDenials = new LateAnswers();
    private final LateAnswers lateRefusals = new LateAnswers();

    Doorkeeper(BadTokens badTokens, Witness witness) {
        this.badTokens = badTokens;
        this.witness = witness;
    }

    /**
     * Finds out who shows a token. Never fails.
     *
     * @param by knows whose it is
     * @param may who is let in at this door
     */
    public CompletionStage<Verdict> judge(
            Approach approach, @Nullable String token, TokenVerifier by, Predicate<Caller> may) {
        if (token == null || token.isEmpty()) {
            witness.unknown(false, approach);
            return CompletableFuture.completedFuture(new Verdict.NoToken());
        }
        return verify(token, by).handle((caller, failure) -> judged(approach, caller, failure, may));
    }

    private static CompletionStage<Caller> verify(String token, TokenVerifier by) {
        try {
            return by.verify(token);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Verdict judged(Approach approach, Caller caller, @Nullable Throwable failure, Predicate<Caller> may) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null && may.test(caller)) {
            return new Verdict.Welcome(caller);
        }
        if (cause == null) {
            witness.denied(caller, approach);
            return new Verdict.Forbidden();
        }
        if (cause instanceof InvalidToken) {
            witness.unknown(true, approach);
            return new Verdict.BadToken(badTokens.from(approach.network()));
        }
        if (!(cause instanceof Undecided)) {
            LOG.log(System.Logger.Level.ERROR, "a token could not be checked", cause);
        }
        witness.unserved();
        return new Verdict.Undecided();
    }

    /**
     * Has a bad token answered when that is due.
     *
     * @return false where too many wait for that already: then this one is told that it is too much
     */
    public boolean denies(Verdict.BadToken verdict, Vertx vertx, Runnable answer) {
        if (verdict.waitMillis() > 0) {
            return lateDenials.after(verdict.waitMillis(), vertx, answer);
        }
        answer.run();
        return true;
    }

    /**
     * Has somebody told that it is too much for now. That comes late: who asks again at once, over and over, would else take what its
     * address may ask for from all who share that with it.
     */
    public void limits(Approach approach, Caller caller, Vertx vertx, Runnable answer) {
        limitsAtOnce(approach, caller);
        late(vertx, answer);
    }

    /** Has somebody answered late who would come again at once, were it answered now. */
    public void late(Vertx vertx, Runnable answer) {
        if (!lateRefusals.after(REFUSAL_MILLIS, vertx, answer)) {
            answer.run();
        }
    }

    /** Somebody is told that it is too much for now, and has asked for nothing that costs. */
    public void limitsAtOnce(Approach approach, @Nullable Caller caller) {
        witness.limited(caller, approach);
    }

    /**
     * Somebody who was let in is refused something.
     *
     * @param room its name; {@code null}: it has to do with none
     */
    public void refuses(Fact.Refusal what, Approach approach, Caller caller, @Nullable String room) {
        witness.refused(what, caller, room, approach);
    }

    /** Somebody has asked in a way in which nothing is to be had. @param caller {@code null}: nobody knows who */
    public void refusesRequest(Approach approach, @Nullable Caller caller) {
        witness.refused(new Fact.FrameRefused(BAD_MESSAGE, null, 1), caller, null, approach);
    }

    /** Somebody is told that the service cannot do it now. */
    public void cannotServe() {
        witness.unserved();
    }

    LateAnswers lateDenials() {
        return lateDenials;
    }
}
