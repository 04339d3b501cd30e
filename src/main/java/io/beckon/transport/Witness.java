package io.beckon.transport;

import io.beckon.identity.Approach;
import io.beckon.identity.Caller;

/** Is told who was turned away, as often as it happens. Called by several threads. */
public interface Witness {

    /** Somebody who has no right to use the service at all. */
    void denied(Caller caller, Approach by);

    /** Somebody without a token that is accepted; {@code hasToken}: with another one. */
    void unknown(boolean hasToken, Approach by);

    /** Somebody who has asked too often, or has too many connections. */
    void limited(Caller caller, Approach by);

    /**
     * A page of an origin that may not use the service.
     *
     * @param origin as the request says it, whatever that is
     * @param own the service's own as the request came to it; empty where that cannot be told
     */
    void foreign(String origin, String own, Approach by);

    /** Somebody whom nobody can serve now (503). */
    void unserved();
}
