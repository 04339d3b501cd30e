package io.beckon.sdp;

/** A piece of somebody's text that is safe to show in a message: short, quoted, printable ASCII. */
final class Excerpt {

    private static final int LONGEST = 32;

    private Excerpt() {}

    static String of(byte[] text, int from, int to) {
        StringBuilder shown = new StringBuilder(LONGEST + 5).append('\'');
        int stop = Math.min(to, from + LONGEST);
        for (int i = from; i < stop; i++) {
            boolean printable = text[i] == ' ' || CharacterClass.VISIBLE.has(text[i]);
            shown.append(printable ? (char) text[i] : '?');
        }
        return shown.append(stop < to ? "...'" : "'").toString();
    }

    static String ofWord(Cursor cursor) {
        return of(cursor.text(), cursor.wordStart(), cursor.position());
    }
}
