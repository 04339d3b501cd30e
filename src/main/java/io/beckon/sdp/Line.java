package io.beckon.sdp;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The line of a description that is being read: its number, its letter, and a cursor over its value. Reused for each
 * line.
 */
final class Line implements Consumer<Rule> {

    private final Cursor value;
    private final Findings findings;
    private int number = 1;
    private char type;

    Line(byte[] text, Findings findings) {
        this.value = new Cursor(text, 0, 0);
        this.findings = findings;
    }

    void moveTo(int number, char type, int from, int to) {
        this.number = number;
        this.type = type;
        value.moveTo(from, to);
    }

    /** Counted from 1. */
    int number() {
        return number;
    }

    /** The letter before the equals sign. */
    char type() {
        return type;
    }

    Cursor value() {
        return value;
    }

    /**
     * Whether the line that last had the same attribute, before this one and in the same section, was the same. The cursor must be behind
     * the colon. Looks back from line to line: it is for what hardly ever happens.
     */
    boolean repeatsAnEarlierOne() {
        byte[] text = value.text();
        int start = value.start() - 2;
        int name = value.position() - start;
        int length = value.end() - start;
        for (int next = start; next > 0; ) {
            int from = next - 1;
            while (from > 0 && text[from - 1] != '\n') {
                from--;
            }
            if (text[from] == 'm') {
                return false;
            }
            if (Arrays.equals(text, from, from + name, text, start, start + name)) {
                int to = next - (next > 1 && text[next - 2] == '\r' ? 2 : 1);
                return Arrays.equals(text, from, to, text, start, start + length);
            }
            next = from;
        }
        return false;
    }

    /** By the rule of the line's letter or attribute, which its reader adds. */
    MalformedDescription malformed(String reason) {
        return new MalformedDescription(null, number, reason);
    }

    MalformedDescription malformed(Rule broken, String reason) {
        return new MalformedDescription(broken, number, reason);
    }

    /** The same as {@link #note}. */
    @Override
    public void accept(Rule found) {
        note(found);
    }

    void note(Rule found) {
        findings.note(found, number);
    }

    void note(Rule found, String message) {
        findings.note(found, number, message);
    }

    Findings findings() {
        return findings;
    }

    /** Tells of a fault behind which reading could go on; it does where somebody asks for more than the first. */
    void refuse(MalformedDescription fault) throws MalformedDescription {
        findings.refused(fault);
    }

    /** Checks that nothing follows what has been read. */
    void end(String what) throws MalformedDescription {
        if (!value.atEnd()) {
            throw malformed(what + " is followed by something that does not belong there");
        }
    }

    /** Moves over one space. */
    void space(String expected) throws MalformedDescription {
        if (!value.skipSpace()) {
            throw malformed(expected + " is missing");
        }
    }

    /** Moves over a word of any characters but spaces. */
    void word(String expected) throws MalformedDescription {
        if (!value.nextWord()) {
            throw malformed(expected + " is missing");
        }
    }

    /** Checks that the rest is some text, whatever it is. */
    void rest(String expected) throws MalformedDescription {
        if (value.atEnd() || value.skipSpace()) {
            throw malformed(expected + " is missing");
        }
    }

    /** Moves over a word that must be a token (RFC 8866). */
    void token(String expected) throws MalformedDescription {
        if (!value.nextWord(CharacterClass.TOKEN)) {
            throw malformed(expected + " is missing or has a character that is not allowed in it");
        }
    }

    /** Moves over a word of digits, of which the RFC allows any number; its value, or 2^63-1 where it is beyond that. */
    long digits(String expected) throws MalformedDescription {
        long number = value.numberWord(Long.MAX_VALUE);
        if (number >= 0) {
            return number;
        }
        if (value.wordLength() == 0 || !value.extendWord(CharacterClass.DIGIT)) {
            throw malformed(expected + " must be a number");
        }
        note(Rule.LARGE_NUMBER);
        return Long.MAX_VALUE;
    }

    /** Moves over a word that must be a decimal number within the range. */
    long number(String expected, long lowest, long highest) throws MalformedDescription {
        long number = value.numberWord(highest);
        if (number < lowest) {
            throw malformed(expected + " must be a number from " + lowest + " to " + highest);
        }
        return number;
    }
}
