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

    /** {@code ODD}: in other characters than the RFC's, which receivers take. */
    enum Spelling {
        REGULAR,
        ODD,
        WRONG
    }

    /** Moves over one. */
    Spelling read(Cursor cursor) {
        boolean regular = cursor.nextWord(CharacterClass.ICE);
        boolean taken = (regular || cursor.extendWord(CharacterClass.ICE_TAKEN))
                && cursor.wordLength() >= shortest
                && cursor.wordLength() <= LONGEST;
        if (!taken) {
            return Spelling.WRONG;
        }
        return regular ? Spelling.REGULAR : Spelling.ODD;
    }
}
