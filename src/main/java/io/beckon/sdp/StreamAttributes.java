package io.beckon.sdp;

/** The attributes that tell RTP streams apart (RFC 8830, RFC 5576, RFC 8851). */
final class StreamAttributes {

    private static final long LAST_SSRC = 0xffff_ffffL;

    private StreamAttributes() {}

    /** The id of a stream and, perhaps, that of a track. */
    static void msid(Line line) throws MalformedDescription {
        line.word("the stream id of msid");
        if (line.value().skipSpace()) {
            line.value().nextWord();
        }
        line.end("msid");
    }

    /** One source; some stacks leave out its attribute. */
    static void ssrc(Line line) throws MalformedDescription {
        line.number("ssrc", 0, LAST_SSRC);
        if (line.value().skipSpace()) {
            line.rest("the attribute of ssrc");
        } else {
            line.note(Rule.BARE_SSRC);
        }
    }

    static void ssrcGroup(Line line) throws MalformedDescription {
        line.token("the semantics of ssrc-group");
        while (line.value().skipSpace()) {
            line.number("ssrc-group", 0, LAST_SSRC);
        }
        line.end("ssrc-group");
    }

    static void rid(Line line, Streams streams) throws MalformedDescription {
        Cursor value = line.value();
        if (!value.skipAll(CharacterClass.RID)) {
            throw line.malformed("the id of rid must be letters, digits, '-' or '_'");
        }
        String id = value.word();
        line.space("the direction of rid");
        line.word("the direction of rid");
        if (!value.wordIs("send") && !value.wordIs("recv")) {
            throw line.malformed("the direction of rid must be send or recv");
        }
        streams.addRid(id, line);
    }
}
