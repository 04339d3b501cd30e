package io.beckon.transport;

import io.beckon.identity.Caller;
import io.beckon.identity.Crowd;
import io.beckon.identity.UserKey;
import io.beckon.session.Limits;
import java.util.function.LongSupplier;

/** How often a user may ask what is not free to answer, and how often all guests of one invitation may. Safe for use by several threads. */
public final class Queries {

    private final Rates users;
    private final Rates crowds;

    /** @param crowds some times as often as {@code users} */
    public Queries(Rates users, Rates crowds) {
        this.users = users;
        this.crowds = crowds;
    }

    /** Requests, as often as all connections of a user may send frames. */
    public static Queries ofRequests(Limits limits, LongSupplier clock) {
        return new Queries(Rates.ofRequests(limits, clock), Rates.ofRequests(limits.ofCrowd(), clock));
    }

    /** Whether one more is within what the caller may; then it counts. */
    public boolean take(Caller caller) {
        UserKey crowd = Crowd.of(caller, "");
        return users.take(caller.key().toString()) && (crowd == null || crowds.take(crowd.toString()));
    }
}
