package io.beckon.sdp;

/** The {@code o=} line: who made the session and which version this is (RFC 8866 section 5.2, RFC 9429 section 5.2.1). */
record Origin(long sessionId, long sessionVersion) {

    static Origin read(Line line) throws MalformedDescription {
        line.word("the user name of o=");
        line.space("the session id of o=");
        long id = line.number("the session id of o=", 0, Long.MAX_VALUE);
        line.space("the session version of o=");
        long version = line.number("the session version of o=", 0, Long.MAX_VALUE);
        line.space("the network type of o=");
        ConnectionAddress.read(line, false);
        line.end("the address of o=");
        return new Origin(id, version);
    }
}
