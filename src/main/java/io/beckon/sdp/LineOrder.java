package io.beckon.sdp;

/**
 * The order of the lines of one level, which ones may stand more than once, and which ones must be there (RFC 8866
 * section 9).
 */
enum LineOrder {
    SESSION(Level.SESSION, "vosiuepcbtrzka", "epbtra", "vost"),
    /** Where the others stand is all the same to receivers. */
    MEDIA(Level.MEDIA, "micbka", "icbka", "m");

    private final String order;
    private final String repeatable;
    private final String required;
    private final int attributes;
    private final long misplaced;

    LineOrder(Level level, String order, String repeatable, String required) {
        this.order = order;
        this.repeatable = repeatable;
        this.required = required;
        this.attributes = order.indexOf('a');
        this.misplaced = Attribute.misplacedAt(level);
    }

    /** The set of attributes that may not stand here. */
    long misplaced() {
        return misplaced;
    }

    /** The place of this line, after a line whose place is given (-1 at the start): the same for one that is out of place. */
    int place(int last, Line line) throws MalformedDescription {
        char type = line.type();
        if (type == 'a' && last == attributes) {
            return last;
        }
        int place = order.indexOf(type);
        if (place < 0) {
            throw line.malformed(Rule.LINE_ORDER, name(type) + " is not a line that may stand here");
        }
        if (place == last && repeatable.indexOf(type) < 0) {
            throw line.malformed(Rule.LINE_ORDER, "a second " + name(type) + " line");
        }
        if (place < last && this == MEDIA) {
            line.note(Rule.MEDIA_LINE_ORDER);
            return last;
        }
        if (place < last && !startsAnotherTime(type, order.charAt(last))) {
            throw line.malformed(Rule.LINE_ORDER, name(type) + " must not follow " + name(order.charAt(last)));
        }
        return place;
    }

    /** Checks that nothing is missing when the level ends. */
    void end(int last, Line line) throws MalformedDescription {
        checkRequired(last, order.length(), line);
    }

    /** Checks that nothing is missing between two places. */
    void checkRequired(int last, int next, Line line) throws MalformedDescription {
        for (int skipped = last + 1; skipped < next; skipped++) {
            if (required.indexOf(order.charAt(skipped)) >= 0) {
                line.refuse(line.malformed(Rule.LINE_ORDER, "the " + name(order.charAt(skipped)) + " line is missing"));
            }
        }
    }

    private boolean startsAnotherTime(char type, char after) {
        return this == SESSION && type == 't' && (after == 'r' || after == 'z');
    }

    private static String name(char type) {
        return type > ' ' && type < 0x7f ? type + "=" : "this";
    }
}
