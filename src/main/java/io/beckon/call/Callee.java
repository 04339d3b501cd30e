package io.beckon.call;

import org.jspecify.annotations.Nullable;

/**
 * One who is called: a row of the call.
 *
 * @param name for people; {@code null} until a node that knows the user has said it
 * @param busy whether a node has said that this user is not to be disturbed, which counts if no device rings
 * @param answered the device that has accepted
 */
public record Callee(
        String user,
        @Nullable String name,
        CalleeState state,
        boolean busy,
        @Nullable Party answered) {

    static Callee of(String user) {
        return new Callee(user, null, CalleeState.WAITING, false, null);
    }

    Callee named(String userName) {
        return new Callee(user, userName, state, busy, answered);
    }

    Callee notToBeDisturbed() {
        return new Callee(user, name, state, true, answered);
    }

    Callee in(CalleeState next) {
        return new Callee(user, name, next, busy, answered);
    }

    Callee answeredBy(Party party) {
        return new Callee(user, party.person().userName(), CalleeState.ACCEPTED, busy, party);
    }
}
