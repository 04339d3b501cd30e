package io.beckon.sdp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in a part of a text, in UTF-8, that moves forward over what is recognised there. It never reads outside
 * that part, throws nothing and makes no copies. A <em>word</em> is what stands between spaces.
 */
final class Cursor {

    private static final long MOST_TENS = Long.MAX_VALUE / 10;

    private final byte[] text;
    private int start;
    private int position;
    private int end;
    private int wordStart;

    Cursor(byte[] text, int from, int to) {
        this.text = text;
        moveTo(from, to);
    }

    void moveTo(int from, int to) {
        start = from;
        position = from;
        end = to;
        wordStart = from;
    }

    byte[] text() {
        return text;
    }

    /** Where the part begins. */
    int start() {
        return start;
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
        if (position < end && text[position] == expected) {
            position++;
            return true;
        }
        return false;
    }

    boolean skipSpace() {
        return skip(' ');
    }

    boolean skip(String literal) {
        if (end - position >= literal.length() && isAt(position, literal)) {
            position += literal.length();
            return true;
        }
        return false;
    }

    /** Whether ASCII text stands at a place where there is room for it. */
    private boolean isAt(int place, String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (text[place + i] != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Moves over characters of the class and makes them the word; whether there are any. */
    boolean skipAll(CharacterClass members) {
        wordStart = position;
        while (position < end && members.has(text[position])) {
            position++;
        }
        return position > wordStart;
    }

    /** The same for a word that a space or the end must follow. */
    boolean nextWord(CharacterClass members) {
        return skipAll(members) && (position == end || text[position] == ' ');
    }

    /** Moves the end of the word on over characters of the class; whether a space or the end follows. */
    boolean extendWord(CharacterClass members) {
        while (position < end && members.has(text[position])) {
            position++;
        }
        return position == end || text[position] == ' ';
    }

    /** Moves over two characters of the class. */
    boolean skipPair(CharacterClass members) {
        boolean pair = end - position >= 2 && members.has(text[position]) && members.has(text[position + 1]);
        if (pair) {
            position += 2;
        }
        return pair;
    }

    /** Moves to the next space or the end; whether there is a word in between. */
    boolean nextWord() {
        return skipUntil(' ');
    }

    /** Moves to the next such character or the end and makes what is in between the word; whether there is any. */
    boolean skipUntil(char stop) {
        wordStart = position;
        while (position < end && text[position] != stop) {
            position++;
        }
        return position > wordStart;
    }

    boolean wordConsistsOf(CharacterClass members) {
        for (int i = wordStart; i < position; i++) {
            if (!members.has(text[i])) {
                return false;
            }
        }
        return true;
    }

    boolean wordIs(String expected) {
        return wordLength() == expected.length() && isAt(wordStart, expected);
    }

    boolean wordIs(byte[] expected) {
        if (wordLength() != expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (text[wordStart + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    boolean wordIsIgnoringCase(String expected) {
        return wordLength() == expected.length() && word().equalsIgnoreCase(expected);
    }

    /** Whether another part of the same text is the same as the word. */
    boolean wordIs(int from, int length) {
        return wordLength() == length && Arrays.equals(text, from, from + length, text, wordStart, position);
    }

    /** The word, which is taken to be ASCII. */
    String word() {
        return new String(text, wordStart, position - wordStart, StandardCharsets.ISO_8859_1);
    }

    /** The digits of the word folded into 63 bits: itself where it fits, and else enough to know it again. */
    long foldedWord() {
        long folded = 0;
        for (int i = wordStart; i < position; i++) {
            folded = folded * 10 + text[i] - '0';
        }
        return folded & Long.MAX_VALUE;
    }

    /** A hash of the word, the same on every node and never 0: enough to know it again among a few (FNV-1a). */
    int wordHash() {
        return hash(text, wordStart, position);
    }

    static int hash(byte[] text, int from, int to) {
        int hash = 0x811c9dc5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * 0x01000193;
        }
        return hash == 0 ? 1 : hash;
    }

    /** Moves over a decimal number, which becomes the word; its value, or -1 if there is none or it is beyond 2^63-1. */
    long number() {
        wordStart = position;
        long value = 0;
        while (position < end) {
            int digit = text[position] - '0';
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
        boolean ends = atEnd() || text[position] == ' ';
        return ends && value <= limit ? value : -1;
    }
}
