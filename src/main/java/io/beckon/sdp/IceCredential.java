package io.beckon.sdp;

import java.util.function.Consumer;

/** The lengths of the two halves of an ICE credential (RFC 8839 section 5.4). */
enum IceCredential {
    USERNAME_FRAGMENT(4),
    PASSWORD(22);

    private static final int LONGEST = 256;

    private final int shortest;

    IceCredential(int shortest) {
        this.shortest = shortest;
    }

    /** Moves over one, in the characters that receivers take; whether it is one. */
    boolean read(Cursor cursor, Consumer<Rule> findings) {
        boolean regular = cursor.nextWord(CharacterClass.ICE);
        if (!regular) {
            findings.accept(Rule.ICE_CHARACTERS);
        }
        return (regular || cursor.extendWord(CharacterClass.ICE_TAKEN))
                && cursor.wordLength() >= shortest
                && cursor.wordLength() <= LONGEST;
    }
}
