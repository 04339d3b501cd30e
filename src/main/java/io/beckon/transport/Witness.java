package io.beckon.transport;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import org.jspecify.annotations.Nullable;

/** Is told who was turned away, as often as it happens. Called by several threads. */
public interface Witness {

    /** Somebody who has no right to use the service at all. */
    void denied(Caller caller, Approach by);

    /** Somebody without a token that is accepted; {@code hasToken}: with another one. */
    void unknown(boolean hasToken, Approach by);

    /** Somebody who has asked too often, or has too many connections; {@code null}: nobody knows who. */
    void limited(@Nullable Caller caller, Approach by);

    /**
     * Somebody who asked for what is not to be had, or not like that.
     *
     * @param caller {@code null}: nobody knows who
     * @param room its name; {@code null}: it has to do with none, or nobody knows who asks
     */
    void refused(Fact.Refusal what, @Nullable Caller caller, @Nullable String room, Approach by);

    /**
     * A page of an origin that may not use the service.
     *
     * @param origin that the request names; {@code null} where that is none, or several: what stands there may be anything
     * @param own the service's own as the request came to it; {@code null} where that cannot be told
     */
    void foreign(@Nullable WebOrigin origin, @Nullable WebOrigin own, Approach by);

    /** Somebody whom nobody can serve now (503). */
    void unserved();
}
