package io.beckon.sdp;

/**
 * Cuts a description into lines (RFC 8866 section 5). Lines end with CRLF or LF, the last one may end without; no other control
 * character may occur, NUL, tab and a lone CR included. Empty lines may only stand at the end.
 */
final class LineScanner {

    private final String text;
    private final PrintableRun run;
    private final int maxLines;
    private final Line line;
    private int position;
    private int number;

    LineScanner(String text, byte[] utf8, int maxLines) {
        this.text = text;
        this.run = new PrintableRun(text, utf8);
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
        number++;
        if (number > maxLines) {
            throw MalformedDescription.tooLarge(number, "the description has more than " + maxLines + " lines");
        }
        int end = lineEnd(start);
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

    /** Finds the end of the line, moves behind it, and refuses what must not stand in a line. */
    private int lineEnd(int start) throws MalformedDescription {
        int end = run.end(start);
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '\n' || c == '\r' && text.startsWith("\r\n", end)) {
                position = end + (c == '\n' ? 1 : 2);
                return end;
            }
            checkUnusual(c);
            end = run.end(end + 1);
        }
        position = end;
        return end;
    }

    private void checkOnlyLineEndsFollow() throws MalformedDescription {
        for (int i = position; i < text.length(); i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                throw malformed("the line is empty");
            }
        }
    }

    private void checkUnusual(char c) throws MalformedDescription {
        if (c == '\r') {
            throw malformed("a carriage return stands without a line feed");
        }
        if (c <= 0x7f) {
            throw malformed("a control character (code " + (int) c + ") is not allowed");
        }
    }

    private MalformedDescription malformed(String reason) {
        return new MalformedDescription(number, reason);
    }
}
