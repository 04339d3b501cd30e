package io.beckon.sdp;

/**
 * An {@code m=} line (RFC 8866 section 5.14, RFC 9429 section 5.1.2).
 *
 * @param kind what it is about
 * @param medium a hash of its media type
 * @param zeroPort whether its port is 0: rejected or stopped, unless it is bundle-only
 * @param low a set of the payload types 0 to 63
 * @param high a set of the payload types 64 to 127
 */
record MediaLine(Kind kind, int medium, boolean zeroPort, long low, long high) {

    enum Kind {
        RTP,
        DATA,
        /** Nothing of WebRTC: it may be there, and takes no part in what is checked. */
        FOREIGN,
        /** Not known, for the line is refused. */
        UNREAD
    }

    /** Stands for the {@code m=} line that the session section does not have. */
    static final MediaLine NONE = new MediaLine(Kind.DATA, 0, false, 0, 0);

    private static final int LAST_PAYLOAD_TYPE = 127;

    static MediaLine read(Line line) throws MalformedDescription {
        Cursor value = line.value();
        Medium medium = medium(line);
        int hash = value.wordHash();
        boolean zeroPort = port(line);
        line.word("the protocol of m=");
        Protocol protocol = Protocol.of(value);
        if (protocol.isRtp()) {
            if (protocol == Protocol.OTHER_RTP_PROFILE) {
                line.note(Rule.PROFILE);
            }
            boolean foreign = medium != Medium.AUDIO_OR_VIDEO || protocol == Protocol.UNKNOWN_RTP;
            return payloadTypes(line, foreign ? Kind.FOREIGN : Kind.RTP, hash, zeroPort);
        }
        if (medium == Medium.AUDIO_OR_VIDEO && !zeroPort) {
            throw line.malformed(
                    Rule.MEDIA_PROTOCOL, "the protocol " + Excerpt.ofWord(value) + " is not one for audio or video");
        }
        formats(line);
        Kind kind = medium == Medium.DATA && protocol == Protocol.SCTP ? Kind.DATA : Kind.FOREIGN;
        return new MediaLine(kind, hash, zeroPort, 0, 0);
    }

    /** One that is refused, as far as it can be read. It has all payload types, so that nothing is said against those who name one. */
    static MediaLine unread(Line line) {
        Cursor value = line.value();
        value.moveTo(value.start(), value.end());
        value.nextWord();
        int medium = value.wordHash();
        boolean zeroPort = value.skipSpace() && value.numberWord(0) == 0;
        return new MediaLine(Kind.UNREAD, medium, zeroPort, -1, -1);
    }

    boolean isRtp() {
        return kind == Kind.RTP;
    }

    boolean isForeign() {
        return kind == Kind.FOREIGN;
    }

    boolean hasPayloadType(int type) {
        return type < 64 ? (low >>> type & 1) != 0 : type <= LAST_PAYLOAD_TYPE && (high >>> (type - 64) & 1) != 0;
    }

    private enum Medium {
        AUDIO_OR_VIDEO,
        DATA,
        OTHER
    }

    private static Medium medium(Line line) throws MalformedDescription {
        line.word("the media type of m=");
        Cursor value = line.value();
        if (value.wordIs("audio") || value.wordIs("video")) {
            return Medium.AUDIO_OR_VIDEO;
        }
        if (value.wordIs("application")) {
            return Medium.DATA;
        }
        if (!value.wordConsistsOf(CharacterClass.TOKEN)) {
            throw line.malformed("there is no media type " + Excerpt.ofWord(value));
        }
        return Medium.OTHER;
    }

    private enum Protocol {
        WEBRTC_RTP,
        /** One of those that answerers must take too (RFC 9429 section 5.1.2). */
        OTHER_RTP_PROFILE,
        UNKNOWN_RTP,
        SCTP,
        UNKNOWN;

        boolean isRtp() {
            return this == WEBRTC_RTP || this == OTHER_RTP_PROFILE || this == UNKNOWN_RTP;
        }

        static Protocol of(Cursor word) {
            if (word.wordIs("UDP/TLS/RTP/SAVPF") || word.wordIs("TCP/TLS/RTP/SAVPF")) {
                return WEBRTC_RTP;
            }
            if (word.wordIs("UDP/DTLS/SCTP") || word.wordIs("DTLS/SCTP") || word.wordIs("TCP/DTLS/SCTP")) {
                return SCTP;
            }
            return switch (word.word()) {
                case "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF" -> OTHER_RTP_PROFILE;
                case "UDP/TLS/RTP/SAVP", "TCP/TLS/RTP/SAVP" -> OTHER_RTP_PROFILE;
                case "TCP/DTLS/RTP/SAVP", "TCP/DTLS/RTP/SAVPF" -> OTHER_RTP_PROFILE;
                default -> word.word().contains("RTP/") ? UNKNOWN_RTP : UNKNOWN;
            };
        }
    }

    private static boolean port(Line line) throws MalformedDescription {
        Cursor value = line.value();
        line.space("the port of m=");
        long port = value.number();
        boolean counted = value.skip('/');
        boolean valid = port >= 0 && port <= 65_535 && (!counted || value.number() > 0) && value.skipSpace();
        if (!valid) {
            throw line.malformed("the port of m= must be a number from 0 to 65535, followed by the protocol");
        }
        if (counted) {
            line.note(Rule.PORT_COUNT);
        }
        return port == 0;
    }

    private static void formats(Line line) throws MalformedDescription {
        do {
            line.space("the format of m=");
            line.token("the format of m=");
        } while (!line.value().atEnd());
    }

    private static MediaLine payloadTypes(Line line, Kind kind, int medium, boolean zeroPort)
            throws MalformedDescription {
        long low = 0;
        long high = 0;
        do {
            line.space("the payload type of m=");
            int type = (int) line.value().numberWord(LAST_PAYLOAD_TYPE);
            if (type < 0) {
                throw line.malformed(
                        Rule.PAYLOAD_TYPE, "the payload type of m= must be a number from 0 to " + LAST_PAYLOAD_TYPE);
            }
            if (type < 64) {
                low |= 1L << type;
            } else {
                high |= 1L << (type - 64);
            }
        } while (!line.value().atEnd());
        return new MediaLine(kind, medium, zeroPort, low, high);
    }
}
