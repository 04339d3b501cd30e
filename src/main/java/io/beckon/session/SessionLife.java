package io.beckon.session;

import java.util.concurrent.CompletableFuture;

/** Goes with sessions from their beginning to their end. Safe for use by several threads. */
public interface SessionLife {

    /** A client has connected. */
    void opened(Session session);

    /** The session's caller has a newer token. */
    void renewed(Session session);

    /**
     * The session is to be more than provisional: its first frame that is logged waits for this. Asked again before each frame until all
     * have let it in.
     *
     * @return fails if that is undecided, and may be tried again; a session that is not let in is ended
     */
    CompletableFuture<Void> enter(Session session);

    /**
     * The highest incarnation in which a session is known; 0 if it is not.
     *
     * @param id of an earlier session of the same user
     */
    int incarnation(Session session, String id);

    /** The connection has become an older session, and its client is told so already. */
    void returned(Session session, String provisional);

    /**
     * The connection is gone.
     *
     * @param over whether the session is, too: nobody will come back as it
     */
    void gone(Session session, boolean over);
}
