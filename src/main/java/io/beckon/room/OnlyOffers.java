package io.beckon.room;

/**
 * Sessions whose clients make offers and take none, as those of WHIP and WHEP do (RFC 9725). Their ids tell: the service makes them, and so
 * every node that has a member's session knows it, whatever version wrote the record.
 */
public final class OnlyOffers {

    private static final String MARK = "whip-";

    /** All other ids of sessions are shorter. */
    private static final int LONGEST_OTHER = 49;

    private OnlyOffers() {}

    /** @param id of a session, of 46 characters at least */
    public static String mark(String id) {
        String marked = MARK + id;
        if (!makes(marked)) {
            throw new IllegalArgumentException("too short to be told from others");
        }
        return marked;
    }

    public static boolean makes(String session) {
        return session.length() > LONGEST_OTHER && session.startsWith(MARK);
    }
}
