package io.beckon.room;

/**
 * Sessions of WHIP's and WHEP's clients, of which most make offers and take none (RFC 9725). Their ids tell: the service makes them, and so
 * every node that has a member's session knows it, whatever version wrote the record.
 */
public final class OnlyOffers {

    private static final String MARK = "whip-";
    private static final String MARK_OFFERED = "whep-";

    /** All other ids of sessions are shorter. */
    private static final int LONGEST_OTHER = 49;

    private OnlyOffers() {}

    /** @param id of a session, of 46 characters at least */
    public static String mark(String id) {
        return marked(MARK, id);
    }

    /** The same for a client that may be offered to: in rooms it is like any other. */
    public static String markOffered(String id) {
        return marked(MARK_OFFERED, id);
    }

    private static String marked(String mark, String id) {
        String marked = mark + id;
        if (!isClient(marked)) {
            throw new IllegalArgumentException("too short to be told from others");
        }
        return marked;
    }

    public static boolean makes(String session) {
        return isMarked(MARK, session);
    }

    /** Whether it is of WHIP or WHEP at all. */
    public static boolean isClient(String session) {
        return makes(session) || isMarked(MARK_OFFERED, session);
    }

    private static boolean isMarked(String mark, String session) {
        return session.length() > LONGEST_OTHER && session.startsWith(mark);
    }
}
