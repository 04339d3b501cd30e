package io.beckon.sdp;

/**
 * The order of the lines of one level, which ones may stand more than once, and which ones must be there (RFC 8866
 * section 9).
 */
enum LineOrder {
    SESSION(Level.SESSION, "vosiuepcbtrzka", "epbtra", "vost"),
    MEDIA(Level.MEDIA, "micbka", "cba", "m");

    private final Level level;
    private final String order;
    private final String repeatable;
    private final String required;
    private final int attributes;

    LineOrder(Level level, String order, String repeatable, String required) {
        this.level = level;
        this.order = order;
        this.repeatable = repeatable;
        this.required = required;
        this.attributes = order.indexOf('a');
    }

    Level level() {
        return level;
    }

    /** The place of this line, after a line whose place is given (-1 at the start). */
    int advance(int last, Line line) throws MalformedDescription {
        char type = line.type();
        if (type == 'a' && last == attributes) {
            return last;
        }
        int place = order.indexOf(type);
        if (place < 0) {
            throw line.malformed(name(type) + " is not a line that may stand here");
        }
        if (place == last && repeatable.indexOf(type) < 0) {
            throw line.malformed("a second " + name(type) + " line");
        }
        if (place < last && !startsAnotherTime(type, order.charAt(last))) {
            throw line.malformed(name(type) + " must not follow " + name(order.charAt(last)));
        }
        checkRequired(last, place, line);
        return place;
    }

    /** Checks that nothing is missing when the level ends. */
    void end(int last, Line line) throws MalformedDescription {
        checkRequired(last, order.length(), line);
    }

    private void checkRequired(int last, int next, Line line) throws MalformedDescription {
        for (int skipped = last + 1; skipped < next; skipped++) {
            if (required.indexOf(order.charAt(skipped)) >= 0) {
                throw line.malformed("the " + name(order.charAt(skipped)) + " line is missing");
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
