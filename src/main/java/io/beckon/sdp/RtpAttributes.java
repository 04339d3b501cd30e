package io.beckon.sdp;

/** The attributes of RTP: formats, feedback, header extensions, RTCP (RFC 8866 section 6.6, RFC 4585, RFC 8285, RFC 3605). */
final class RtpAttributes {

    private static final int LAST_PAYLOAD_TYPE = 127;
    private static final int LAST_TWO_BYTE_ID = 255;
    private static final int FIRST_PROVISIONAL_ID = 4096;
    private static final int LAST_PROVISIONAL_ID = 4351;

    private RtpAttributes() {}

    static void rtcp(Line line) throws MalformedDescription {
        line.number("the port of a=rtcp", 0, 65_535);
        if (line.value().skipSpace()) {
            ConnectionAddress.read(line, false);
        }
        line.end("a=rtcp");
    }

    static void rtpmap(Line line, MediaLine media) throws MalformedDescription {
        if (!media.hasPayloadType(payloadType(line))) {
            line.note(Rule.STALE_FORMAT);
        }
        Cursor value = line.value();
        boolean valid = value.skipAll(CharacterClass.TOKEN) && value.skip('/') && value.number() > 0;
        boolean parameters = !value.skip('/') || value.skipAll(CharacterClass.TOKEN);
        if (!valid || !parameters) {
            throw line.malformed("rtpmap must be <payload type> <encoding>/<clock rate>, perhaps with /<parameters>");
        }
        if (value.skipSpace()) {
            line.note(Rule.TRAILING_SPACE);
        }
        line.end("rtpmap");
    }

    static void fmtp(Line line, MediaLine media) throws MalformedDescription {
        int type = payloadType(line);
        if (!media.hasPayloadType(type) && !media.zeroPort()) {
            throw line.malformed("fmtp is for payload type " + type + ", which the m= line does not have");
        }
        if (line.value().atEnd()) {
            line.note(Rule.EMPTY_FMTP);
        }
    }

    /** Its payload type need not be one of the {@code m=} line: Firefox leaves feedback of codecs that it has dropped. */
    static void feedback(Line line, MediaLine media) throws MalformedDescription {
        if (!line.value().skip('*')
                && !media.hasPayloadType((int) line.number("the payload type", 0, LAST_PAYLOAD_TYPE))) {
            line.note(Rule.STALE_FEEDBACK);
        }
        line.space("the value behind the payload type");
        line.rest("the value of rtcp-fb");
    }

    private static int payloadType(Line line) throws MalformedDescription {
        int type = (int) line.number("the payload type", 0, LAST_PAYLOAD_TYPE);
        line.space("the value behind the payload type");
        return type;
    }

    static void headerExtension(Line line) throws MalformedDescription {
        Cursor value = line.value();
        long id = value.number();
        if (id < 1 || id > LAST_TWO_BYTE_ID && (id < FIRST_PROVISIONAL_ID || id > LAST_PROVISIONAL_ID)) {
            throw line.malformed("the id of extmap must be a number from 1 to 255 or from 4096 to 4351");
        }
        if (id >= FIRST_PROVISIONAL_ID) {
            line.note(Rule.PROVISIONAL_EXTENSION);
        }
        if (value.skip('/') && !isDirection(value)) {
            throw line.malformed("the direction of extmap must be sendrecv, sendonly, recvonly or inactive");
        }
        line.space("the URI of extmap");
        line.rest("the URI of extmap");
    }

    private static boolean isDirection(Cursor value) {
        return value.nextWord()
                && (value.wordIs("sendrecv")
                        || value.wordIs("sendonly")
                        || value.wordIs("recvonly")
                        || value.wordIs("inactive"));
    }
}
