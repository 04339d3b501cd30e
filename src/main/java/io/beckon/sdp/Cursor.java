package io.beckon.sdp;

/**
 * A place in a part of a text that moves forward over what is recognised there. It never reads outside that part, throws nothing
 * and makes no copies. A <em>word</em> is what stands between spaces.
 */
final class Cursor {

    private static final long MOST_TENS = Long.MAX_VALUE / 10;

    private final String text;
    private int position;
    private int end;
    private int wordStart;

    Cursor(String text, int from, int to) {
        this.text = text;
        moveTo(from, to);
    }

    void moveTo(int from, int to) {
        position = from;
        end = to;
        wordStart = from;
    }

    String text() {
        return text;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    int wordStart() {
        return wordStart;
    }

    int wordLength() {
        return position - wordStart;
    }

    boolean atEnd() {
        return position == end;
    }

    boolean skip(char expected) {
        if (position < end && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    boolean skipSpace() {
        return skip(' ');
    }

    boolean skip(String literal) {
        if (literal.length() <= end - position && text.startsWith(literal, position)) {
            position += literal.length();
            return true;
        }
        return false;
    }

    /** Moves over characters of the class and makes them the word; whether there are any. */
    boolean skipAll(CharacterClass members) {
        wordStart = position;
        while (position < end && members.has(text.charAt(position))) {
            position++;
        }
        return position > wordStart;
    }

    /** The same for a word that a space or the end must follow. */
    boolean nextWord(CharacterClass members) {
        return skipAll(members) && (position == end || text.charAt(position) == ' ');
    }

    /** Moves over two characters of the class. */
    boolean skipPair(CharacterClass members) {
        boolean pair = end - position >= 2
                && members.has(text.charAt(position))
                && members.has(text.charAt(position + 1));
        if (pair) {
            position += 2;
        }
        return pair;
    }

    /** Moves to the next space or the end; whether there is a word in between. */
    boolean nextWord() {
        wordStart = position;
        while (position < end && text.charAt(position) != ' ') {
            position++;
        }
        return position > wordStart;
    }

    boolean wordIs(String expected) {
        return wordLength() == expected.length() && text.startsWith(expected, wordStart);
    }

    boolean wordIsIgnoringCase(String expected) {
        return wordLength() == expected.length()
                && text.regionMatches(true, wordStart, expected, 0, expected.length());
    }

    String word() {
        return text.substring(wordStart, position);
    }

    /** Moves over a decimal number, which becomes the word; its value, or -1 if there is none or it is beyond 2^63-1. */
    long number() {
        wordStart = position;
        long value = 0;
        while (position < end) {
            int digit = text.charAt(position) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (value > MOST_TENS || value == MOST_TENS && digit > Long.MAX_VALUE % 10) {
                return -1;
            }
            value = value * 10 + digit;
            position++;
        }
        return position > wordStart ? value : -1;
    }

    /** The same for a number that a space or the end must follow, and that must not be over a limit: otherwise -1. */
    long numberWord(long limit) {
        long value = number();
        boolean ends = atEnd() || text.charAt(position) == ' ';
        return ends && value <= limit ? value : -1;
    }
}
