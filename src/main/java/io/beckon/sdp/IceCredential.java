package io.beckon.sdp;

/** The lengths of the two halves of an ICE credential (RFC 8839 section 5.4). */
enum IceCredential {
    USERNAME_FRAGMENT(4),
    PASSWORD(22);

    private static final int LONGEST = 256;

    private final int shortest;

    IceCredential(int shortest) {
        this.shortest = shortest;
    }

    /** Moves over one; whether it is one. */
    boolean read(Cursor cursor) {
        return cursor.nextWord(CharacterClass.ICE) && cursor.wordLength() >= shortest && cursor.wordLength() <= LONGEST;
    }
}
