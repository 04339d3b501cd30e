package io.beckon.room;

/**
 * The limits of a room. They travel with each join and are kept by the room that it opens, so that nodes with different
 * configuration still decide alike.
 *
 * @param version of the rules by which the room decides
 * @param rosterLimit with more members than this the hosts of a broadcast no longer hear of each viewer
 */
public record RoomRules(int version, int mesh, int sfu, int mcu, int broadcast, int maxHosts, int rosterLimit) {

    public static final int VERSION = 4;

    /** Since when open offers in a lobby outlast connections that nobody has to answer, however old. */
    static final int OPEN_OFFERS_LAST = 2;

    /** Since when an offer that comes to nothing leaves all as it was, and a transport that is closed has failed. */
    static final int AGREED_STAYS = 2;

    /** Since when a candidate's index tells its m-section where there is no mid. */
    static final int INDEX_COUNTS = 2;

    /** Since when a candidate that names nobody follows its description, also where an offer would go elsewhere by now. */
    static final int CANDIDATES_FOLLOW = 3;

    /** Since when viewers who came to a crowded broadcast are announced after the crowd has gone. */
    static final int CROWDS_END = 3;

    /** Since when of a participant of a lobby those connections are remembered that were answered last, and more of them. */
    static final int ANSWERED_LAST = 4;

    /** Since when a party that a call seats no longer waits at the call's locked room. */
    static final int SEATED_WAIT_NO_MORE = 4;

    public static final RoomRules DEFAULT = new RoomRules(VERSION, 50, 1000, 1000, 100_000, 8, 1000);

    public int maxParticipants(Pattern pattern) {
        return switch (pattern) {
            case MESH -> mesh;
            case SFU -> sfu;
            case MCU -> mcu;
            case BROADCAST, LOBBY -> broadcast;
        };
    }
}
