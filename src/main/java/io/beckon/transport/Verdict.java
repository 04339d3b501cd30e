package io.beckon.transport;

import io.beckon.identity.Caller;

/** What is found out about somebody who wants to come in. */
public sealed interface Verdict {

    /** One who may. */
    record Welcome(Caller caller) implements Verdict {}

    /** One who is known, and has no right to use the service at all. */
    record Forbidden() implements Verdict {}

    /** One who shows no token. */
    record NoToken() implements Verdict {}

    /**
     * One whose token is not accepted.
     *
     * @param waitMillis how long the answer has to wait
     */
    record BadToken(long waitMillis) implements Verdict {}

    /** Nobody can tell now. */
    record Undecided() implements Verdict {}
}
