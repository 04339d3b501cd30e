package io.beckon.sdp;

/** The lines of a description other than {@code a=}, {@code o=} and {@code m=} (RFC 8866 sections 5.1 to 5.12). */
final class SessionLines {

    private SessionLines() {}

    static void version(Line line) throws MalformedDescription {
        if (!line.value().skip('0')) {
            throw line.malformed("the version must be v=0");
        }
        line.end("v=0");
    }

    static void connection(Line line) throws MalformedDescription {
        ConnectionAddress.read(line, true);
        line.end("the address of c=");
    }

    static void bandwidth(Line line) throws MalformedDescription {
        Cursor value = line.value();
        boolean valid = value.skipAll(CharacterClass.TOKEN) && value.skip(':') && value.number() >= 0;
        if (!valid) {
            throw line.malformed("b= must be <type>:<number>");
        }
        line.end("the bandwidth");
    }

    static void timing(Line line) throws MalformedDescription {
        line.digits("the start time of t=");
        line.space("the stop time of t=");
        line.digits("the stop time of t=");
        line.end("the stop time of t=");
    }

    /** {@code r=} and {@code z=}: numbers that may have a unit, and a sign in {@code z=}. */
    static void times(Line line) throws MalformedDescription {
        Cursor value = line.value();
        do {
            value.skip('-');
            if (value.number() < 0) {
                throw line.malformed(line.type() + "= must be a list of times");
            }
            if (!value.atEnd() && !value.skip('d') && !value.skip('h') && !value.skip('m')) {
                value.skip('s');
            }
        } while (value.skipSpace());
        line.end("the list of times");
    }
}
