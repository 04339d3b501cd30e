package io.beckon.sdp;

/**
 * Cuts a description into lines (RFC 8866 section 5). Lines end with CRLF or LF, the last one may end without; no other control
 * character may occur, NUL, tab and a lone CR included. Empty lines may only stand at the end.
 */
final class LineScanner {

    private final String text;
    private final int maxLines;
    private final Line line;
    private int position;
    private int number;

    LineScanner(String text, int maxLines) {
        this.text = text;
        this.maxLines = maxLines;
        this.line = new Line(text);
    }

    /** The current line; the same object all the time. */
    Line line() {
        return line;
    }

    /** Moves to the next line; false after the last. */
    boolean next() throws MalformedDescription {
        if (position == text.length()) {
            return false;
        }
        int start = position;
        int end = lineEnd(start);
        number++;
        if (number > maxLines) {
            throw MalformedDescription.tooLarge(number, "the description has more than " + maxLines + " lines");
        }
        checkCharacters(start, end);
        if (start == end) {
            checkOnlyLineEndsFollow();
            return false;
        }
        if (end - start < 2 || text.charAt(start + 1) != '=') {
            throw malformed("the line does not have the form <letter>=<value>");
        }
        if (end - start == 2) {
            throw malformed(text.charAt(start) + "= has no value");
        }
        line.moveTo(number, text.charAt(start), start + 2, end);
        return true;
    }

    private int lineEnd(int start) {
        int feed = text.indexOf('\n', start);
        if (feed < 0) {
            position = text.length();
            return position;
        }
        position = feed + 1;
        return feed > start && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
    }

    private void checkOnlyLineEndsFollow() throws MalformedDescription {
        for (int i = position; i < text.length(); i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                throw malformed("the line is empty");
            }
        }
    }

    private void checkCharacters(int from, int to) throws MalformedDescription {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f) {
                i += checkUnusual(c, i, to);
            }
        }
    }

    /** Refuses what is no text; otherwise how many characters belong to this one besides itself. */
    private int checkUnusual(char c, int at, int to) throws MalformedDescription {
        if (c == '\r') {
            throw malformed("a carriage return stands without a line feed");
        }
        if (c <= 0x7f) {
            throw malformed("a control character (code " + (int) c + ") is not allowed");
        }
        if (!Character.isSurrogate(c)) {
            return 0;
        }
        if (Character.isLowSurrogate(c) || at + 1 == to || !Character.isLowSurrogate(text.charAt(at + 1))) {
            throw malformed("half of a surrogate pair is no character");
        }
        return 1;
    }

    private MalformedDescription malformed(String reason) {
        return new MalformedDescription(number, reason);
    }
}
