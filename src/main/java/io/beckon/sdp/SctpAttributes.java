package io.beckon.sdp;

/**
 * The attributes of data channels (RFC 8841 sections 5 and 6), and the {@code sctpmap} of their drafts, which is
 * still in use.
 */
final class SctpAttributes {

    private static final int LAST_PORT = 65_535;

    private SctpAttributes() {}

    static void port(Line line) throws MalformedDescription {
        line.number("sctp-port", 0, LAST_PORT);
        line.end("sctp-port");
    }

    static void map(Line line) throws MalformedDescription {
        line.number("the port of sctpmap", 0, LAST_PORT);
        line.space("the application of sctpmap");
        line.token("the application of sctpmap");
        if (line.value().skipSpace()) {
            line.number("the streams of sctpmap", 0, LAST_PORT);
        }
        line.end("sctpmap");
    }

    static void maxMessageSize(Line line) throws MalformedDescription {
        line.number("max-message-size", 0, Long.MAX_VALUE);
        line.end("max-message-size");
    }
}
