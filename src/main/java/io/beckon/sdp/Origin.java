package io.beckon.sdp;

/**
 * The {@code o=} line: who made the session and which version this is (RFC 8866 section 5.2, RFC 9429 section 5.2.1). The RFC allows any
 * number of digits: of an id beyond 2^63-1 a hash is kept, and a version beyond it counts as 2^63-1.
 */
record Origin(long sessionId, long sessionVersion) {

    static Origin read(Line line) throws MalformedDescription {
        line.word("the user name of o=");
        line.space("the session id of o=");
        long id = line.digits("the session id of o=");
        if (id == Long.MAX_VALUE) {
            id = line.value().foldedWord();
        }
        line.space("the session version of o=");
        long version = line.digits("the session version of o=");
        line.space("the network type of o=");
        ConnectionAddress.read(line, false);
        line.end("the address of o=");
        return new Origin(id, version);
    }
}
