package io.beckon.announcement;

import io.beckon.identity.Caller;
import io.beckon.identity.GuestPasses;
import io.beckon.room.Footprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sign-outs that still matter: a token that was made before one ends by itself within the longest life of a token, and then the
 * sign-out is forgotten. Safe for use by several threads.
 */
public final class SignOuts {

    /** Maximum number kept of each kind; with more within the life of a token, the oldest of the issuer that has most, or of guests' tenant, are forgotten before their time. */
    static final int MOST = 250_000;

    /** And the maximum number of bytes of each kind. */
    static final long MOST_BYTES = 48L << 20;

    /** Of one, without its texts: its place, itself and its time. */
    private static final int OVERHEAD_BYTES = Footprint.LINKED_ENTRY + Footprint.object(20) + Footprint.object(12);

    /** Of those of one origin: their place, themselves and their table. */
    private static final int ORIGIN_BYTES =
            Footprint.HASH_ENTRY + Footprint.object(12) + Footprint.object(44) + Footprint.array(8);

    /** The clocks of issuers and nodes may differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Duration kept;
    private final Memory signIns;
    /** Of guests: hosts may withdraw as many invitations as they like, and put nobody else's sign-out out by that. */
    private final Memory invitations;

    private final Memory users;
    private final Memory tokenIds;
    /** An issuer's newest; there are few issuers. */
    private final Map<String, NotBefore> notBefore = new ConcurrentHashMap<>();

    private long forgotten;

    /** @param tokenLife the longest that a token may live */
    public SignOuts(Duration tokenLife, InstantSource clock) {
        this(tokenLife, clock, MOST, MOST_BYTES);
    }

    SignOuts(Duration tokenLife, InstantSource clock, int most, long mostBytes) {
        this.clock = clock;
        this.kept = tokenLife.plus(SKEW);
        this.signIns = new Memory((issuer, name) -> issuer, most, mostBytes);
        this.invitations = new Memory((issuer, name) -> GuestPasses.tenant(name), most, mostBytes);
        this.users = new Memory((issuer, name) -> issuer, most, mostBytes);
        this.tokenIds = new Memory((issuer, name) -> issuer, most, mostBytes);
    }

    public synchronized void add(SignOut signOut) {
        if (signOut.signIn() != null) {
            signInsOf(signOut.issuer()).add(signOut.issuer(), signOut.signIn(), signOut);
        } else if (signOut.user() != null) {
            users.add(signOut.issuer(), signOut.user(), signOut);
        }
        if (signOut.tokenId() != null) {
            tokenIds.add(signOut.issuer(), signOut.tokenId(), signOut);
        }
    }

    /** @return whether that is news */
    public boolean add(NotBefore ended) {
        return ended
                == notBefore.merge(
                        ended.issuer(), ended, (known, next) -> next.at().isAfter(known.at()) ? next : known);
    }

    /** Whether somebody's token has ended with any of them. */
    public boolean covers(Caller caller) {
        NotBefore all = notBefore.get(caller.issuer());
        return all != null && all.covers(caller) || isSignedOut(caller);
    }

    private synchronized boolean isSignedOut(Caller caller) {
        SignOut ofUser = users.find(caller.issuer(), caller.user());
        return ofUser != null && ofUser.covers(caller)
                || caller.signIn() != null && endsSignIn(caller.issuer(), caller.signIn());
    }

    /** Whether one sign-in at an issuer is over. */
    public synchronized boolean endsSignIn(String issuer, String signIn) {
        return signInsOf(issuer).find(issuer, signIn) != null;
    }

    private Memory signInsOf(String issuer) {
        return issuer.equals(GuestPasses.ISSUER) ? invitations : signIns;
    }

    public synchronized boolean knows(String issuer, String tokenId) {
        return tokenIds.find(issuer, tokenId) != null;
    }

    /** How many sign-outs are remembered. */
    public synchronized int size() {
        return signIns.size() + invitations.size() + users.size();
    }

    /** Bytes of memory that they take, about. */
    synchronized long weight() {
        return signIns.weight() + invitations.weight() + users.weight() + tokenIds.weight();
    }

    /** How many were forgotten before their time, for there were too many. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** Those of one origin: the newest sign-out of each name, in the order in which they came. */
    private static final class Origin {

        private final LinkedHashMap<String, SignOut> newest = new LinkedHashMap<>(2);
        private long weight = ORIGIN_BYTES;

        void add(String name, SignOut signOut) {
            SignOut known = newest.remove(name);
            SignOut last = known != null && known.at().isAfter(signOut.at()) ? known : signOut;
            newest.put(name, last);
            weight += weight(last) - (known == null ? 0 : weight(known));
        }

        private static int weight(SignOut signOut) {
            return OVERHEAD_BYTES
                    + Footprint.text(signOut.issuer())
                    + Footprint.text(signOut.signIn())
                    + Footprint.text(signOut.user())
                    + Footprint.text(signOut.tokenId());
        }

        boolean isOver(Instant before) {
            return newest.firstEntry().getValue().at().isBefore(before);
        }

        void forgetOldest() {
            weight -= weight(newest.pollFirstEntry().getValue());
        }
    }

    /** Those of one kind. Where there are too many, those of the origin that has most are forgotten, so that none can put out another's. */
    private final class Memory {

        private final BinaryOperator<String> origin;
        private final int most;
        private final long mostBytes;
        private final Map<String, Origin> origins = new HashMap<>();

        /** @param origin of an issuer's name */
        Memory(BinaryOperator<String> origin, int most, long mostBytes) {
            this.origin = origin;
            this.most = most;
            this.mostBytes = mostBytes;
        }

        void add(String issuer, String name, SignOut signOut) {
            origins.computeIfAbsent(origin.apply(issuer, name), none -> new Origin())
                    .add(name, signOut);
            forget(clock.instant().minus(kept));
        }

        private void forget(Instant before) {
            for (Origin each : origins.values()) {
                while (!each.newest.isEmpty() && each.isOver(before)) {
                    each.forgetOldest();
                }
            }
            while (size() > most || weight() > mostBytes) {
                largest().forgetOldest();
                forgotten++;
            }
            origins.values().removeIf(each -> each.newest.isEmpty());
        }

        /** One that has any: an empty one weighs less than each of those. */
        private Origin largest() {
            return Collections.max(origins.values(), Comparator.comparingLong(each -> each.weight));
        }

        @Nullable SignOut find(String issuer, String name) {
            Origin of = origins.get(origin.apply(issuer, name));
            return of == null ? null : of.newest.get(name);
        }

        int size() {
            return origins.values().stream()
                    .mapToInt(each -> each.newest.size())
                    .sum();
        }

        long weight() {
            return origins.values().stream().mapToLong(each -> each.weight).sum();
        }
    }
}
