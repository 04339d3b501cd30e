package io.beckon.sdp;

/**
 * Cuts a description into lines (RFC 8866 section 5). Lines end with CRLF or LF, the last one too; no other control
 * character may occur, NUL, tab and a lone CR included. No line may be empty.
 */
final class LineScanner {

    private final byte[] text;
    private final int maxLines;
    private final Line line;
    private int start;
    private int position;
    private int number;
    private boolean lineFeedAlone;

    LineScanner(byte[] text, int maxLines, Findings findings) {
        this.text = text;
        this.maxLines = maxLines;
        this.line = new Line(text, findings);
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
        start = position;
        number++;
        if (number > maxLines) {
            throw MalformedDescription.tooLarge(number, "the description has more than " + maxLines + " lines");
        }
        int end = lineEnd(start);
        if (start == end) {
            throw onlyLineEndsFollow()
                    ? malformed(Rule.LAST_LINE_END, "an empty line follows the last one")
                    : malformed(Rule.LINE_FORM, "the line is empty");
        }
        if (end - start < 2 || text[start + 1] != '=') {
            throw malformed(Rule.LINE_FORM, "the line does not have the form <letter>=<value>");
        }
        if (end - start == 2) {
            throw malformed(Rule.LINE_FORM, Excerpt.of(text, start, end) + " has no value");
        }
        line.moveTo(number, (char) (text[start] & 0xff), start + 2, end);
        return true;
    }

    /** Moves behind a line that was refused, so that the next can be read. */
    void pass() {
        if (position == start) {
            while (position < text.length && text[position++] != '\n') {
                // on to the next line
            }
        }
    }

    /** Checks what can be told only after the last line. */
    void end() throws MalformedDescription {
        if (lineFeedAlone) {
            line.findings().note(Rule.LINE_FEED, 1);
        }
        if (text[text.length - 1] != '\n') {
            throw malformed(Rule.LAST_LINE_END, "the last line does not end with CRLF");
        }
    }

    /** Finds the end of the line, moves behind it, and refuses what must not stand in a line. */
    private int lineEnd(int from) throws MalformedDescription {
        int end = PrintableRun.end(text, from);
        while (end < text.length) {
            if (text[end] == '\n') {
                position = end + 1;
                lineFeedAlone = true;
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

    private boolean onlyLineEndsFollow() {
        for (int i = position; i < text.length; i++) {
            if (text[i] != '\n' && text[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void checkUnusual(byte c) throws MalformedDescription {
        if (c == '\r') {
            throw malformed(Rule.CONTROL_CHARACTER, "a carriage return stands without a line feed");
        }
        if (c >= 0) {
            throw malformed(Rule.CONTROL_CHARACTER, "a control character (code " + c + ") is not allowed");
        }
    }

    private MalformedDescription malformed(Rule rule, String reason) {
        return new MalformedDescription(rule, number, reason);
    }
}
