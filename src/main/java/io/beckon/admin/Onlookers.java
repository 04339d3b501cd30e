package io.beckon.admin;

import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.identity.UserKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Those who look on, each for as long as its token holds: a user and a tenant have a share of the places. What is known of them goes
 * with their last place. Safe for use by several threads.
 */
public final class Onlookers {

    static final int MOST_OF_USER = 5;
    static final int MOST_OF_TENANT = 50;
    static final int MOST = 100;

    private final TokenVerifier tokens;
    private final Map<UserKey, Integer> users = new HashMap<>();
    private final Map<String, Integer> tenants = new HashMap<>();
    private final Set<Seat> seats = new LinkedHashSet<>();

    /** @param tokens that take none of somebody who was signed out */
    public Onlookers(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    /** A place; {@code null} when there is none, or none for this user. */
    synchronized @Nullable Seat enter(Caller caller) {
        if (!hasPlace(caller)) {
            return null;
        }
        users.merge(caller.key(), 1, Integer::sum);
        tenants.merge(caller.tenant(), 1, Integer::sum);
        Seat seat = new Seat(caller);
        seats.add(seat);
        return seat;
    }

    /** Whether there is one now. */
    synchronized boolean hasPlace(Caller caller) {
        return seats.size() < MOST
                && tenants.getOrDefault(caller.tenant(), 0) < MOST_OF_TENANT
                && users.getOrDefault(caller.key(), 0) < MOST_OF_USER;
    }

    private synchronized void leave(Seat seat) {
        if (seats.remove(seat)) {
            takeOne(users, seat.caller.key());
            takeOne(tenants, seat.caller.tenant());
        }
    }

    private static <K> void takeOne(Map<K, Integer> counts, K key) {
        int left = counts.getOrDefault(key, 1) - 1;
        if (left == 0) {
            counts.remove(key);
        } else {
            counts.put(key, left);
        }
    }

    /** Those to whom this applies see no more. */
    public void end(Predicate<Caller> whom) {
        List<Seat> all;
        synchronized (this) {
            all = List.copyOf(seats);
        }
        all.stream().filter(seat -> whom.test(seat.caller)).forEach(seat -> seat.over = true);
    }

    synchronized int size() {
        return seats.size();
    }

    /** How many users and tenants have something that counts. */
    synchronized int remembered() {
        return users.size() + tenants.size();
    }

    /** What an onlooker may, now. */
    enum Standing {
        /** All that it could at first. */
        HOLDS,
        /** It cannot be said now. */
        UNKNOWN,
        /** Its token does not hold any more, or says something else. */
        OVER
    }

    /** The place of one who looks on. */
    final class Seat {

        private final Caller caller;
        private volatile boolean over;

        private Seat(Caller caller) {
            this.caller = caller;
        }

        /** Once is enough; nothing more is seen from it. */
        void leave() {
            over = true;
            Onlookers.this.leave(this);
        }

        /**
         * Asks as was asked at first.
         *
         * @param may whether the owner of the token may see what is seen
         * @param asksIssuer whether the issuer is asked, too, if it is to be asked at all
         */
        CompletionStage<Standing> standing(String token, Predicate<Caller> may, boolean asksIssuer) {
            if (over) {
                return CompletableFuture.completedFuture(Standing.OVER);
            }
            return affirmed(token, asksIssuer).handle((now, failure) -> {
                if (failure != null) {
                    return isInvalid(failure) ? Standing.OVER : Standing.UNKNOWN;
                }
                return !over && now.isSameAs(caller) && may.test(now) ? Standing.HOLDS : Standing.OVER;
            });
        }

        private CompletionStage<Caller> affirmed(String token, boolean asksIssuer) {
            try {
                CompletionStage<Caller> verified = tokens.verify(token);
                return asksIssuer
                        ? verified.thenCompose(now -> tokens.reaffirm(now).thenApply(affirmed -> now))
                        : verified;
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private static boolean isInvalid(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof InvalidToken;
        }
    }
}
