package io.beckon.announcement;

import io.beckon.identity.Caller;
import io.beckon.identity.GuestPasses;
import io.beckon.room.Footprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sign-outs that still matter: a token that was made before one ends by itself within the longest life of a token, and then the
 * sign-out is forgotten. Safe for use by several threads.
 */
public final class SignOuts {

    /** Maximum number kept of each kind; with more within the life of a token the oldest are forgotten before their time. */
    static final int MOST = 250_000;

    /** And the maximum number of bytes of each kind. */
    static final long MOST_BYTES = 48L << 20;

    /** Of one, without its texts: its place, the key, itself and its time. */
    private static final int OVERHEAD_BYTES =
            Footprint.LINKED_ENTRY + Footprint.object(8) + Footprint.object(20) + Footprint.object(12);

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
        this.signIns = new Memory(most, mostBytes);
        this.invitations = new Memory(most, mostBytes);
        this.users = new Memory(most, mostBytes);
        this.tokenIds = new Memory(most, mostBytes);
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
        return signIns.weight + invitations.weight + users.weight + tokenIds.weight;
    }

    /** How many were forgotten before their time, for there were too many. */
    public synchronized long forgotten() {
        return forgotten;
    }

    private record Key(String issuer, String name) {}

    /** The newest sign-out of each name, in the order in which they came. */
    private final class Memory {

        private final int most;
        private final long mostBytes;
        private final LinkedHashMap<Key, SignOut> newest = new LinkedHashMap<>();
        private long weight;

        Memory(int most, long mostBytes) {
            this.most = most;
            this.mostBytes = mostBytes;
        }

        void add(String issuer, String name, SignOut signOut) {
            Key key = new Key(issuer, name);
            SignOut known = newest.remove(key);
            SignOut last = known != null && known.at().isAfter(signOut.at()) ? known : signOut;
            newest.put(key, last);
            weight += weight(last) - (known == null ? 0 : weight(known));
            forget(clock.instant().minus(kept));
        }

        private static int weight(SignOut signOut) {
            return OVERHEAD_BYTES
                    + Footprint.text(signOut.issuer())
                    + Footprint.text(signOut.signIn())
                    + Footprint.text(signOut.user())
                    + Footprint.text(signOut.tokenId());
        }

        private void forget(Instant before) {
            Iterator<SignOut> oldest = newest.values().iterator();
            while (oldest.hasNext()) {
                SignOut next = oldest.next();
                boolean isOver = next.at().isBefore(before);
                if (!isOver && newest.size() <= most && weight <= mostBytes) {
                    return;
                }
                oldest.remove();
                weight -= weight(next);
                forgotten += isOver ? 0 : 1;
            }
        }

        @Nullable SignOut find(String issuer, String name) {
            return newest.get(new Key(issuer, name));
        }

        int size() {
            return newest.size();
        }
    }
}
