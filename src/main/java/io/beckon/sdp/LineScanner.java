package io.beckon.sdp;

/**
 * Cuts a description into lines (RFC 8866 section 5). Lines end with CRLF or LF, the last one may end without; no
 * other control character may occur, NUL, tab and a lone CR included. Empty lines may only stand at the end.
 */
final class LineScanner {

    private final byte[] text;
    private final int maxLines;
    private final Line line;
    private int position;
    private int number;

    LineScanner(byte[] text, int maxLines) {
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
        if (position == text.length) {
            return false;
        }
        int start = position;
        number++;
        if (number > maxLines) {
            throw MalformedDescription.tooLarge(number, "the description has more than " + maxLines + " lines");
        }
        int end = lineEnd(start);
        if (start == end) {
            checkOnlyLineEndsFollow();
            return false;
        }
        if (end - start < 2 || text[start + 1] != '=') {
            throw malformed("the line does not have the form <letter>=<value>");
        }
        if (end - start == 2) {
            throw malformed(Excerpt.of(text, start, end) + " has no value");
        }
        line.moveTo(number, (char) (text[start] & 0xff), start + 2, end);
        return true;
    }

    /** Finds the end of the line, moves behind it, and refuses what must not stand in a line. */
    private int lineEnd(int start) throws MalformedDescription {
        int end = PrintableRun.end(text, start);
        while (end < text.length) {
            if (text[end] == '\n') {
                position = end + 1;
                return end;
            }
            if (text[end] == '\r' && end + 1 < text.length && text[end + 1] == '\n') {
                position = end + 2;
                return end;
            }
            checkUnusual(text[end]);
            end = PrintableRun.end(text, end + 1);
        }
        position = end;
        return end;
    }

    private void checkOnlyLineEndsFollow() throws MalformedDescription {
        for (int i = position; i < text.length; i++) {
            if (text[i] != '\n' && text[i] != '\r') {
                throw malformed("the line is empty");
            }
        }
    }

    private void checkUnusual(byte c) throws MalformedDescription {
        if (c == '\r') {
            throw malformed("a carriage return stands without a line feed");
        }
        if (c >= 0) {
            throw malformed("a control character (code " + c + ") is not allowed");
        }
    }

    private MalformedDescription malformed(String reason) {
        return new MalformedDescription(number, reason);
    }
}
