package io.beckon.sdp;

/**
 * An {@code m=} line (RFC 8866 section 5.14, RFC 9429 section 5.1.2).
 *
 * @param rtp whether it is RTP and its formats are payload types
 * @param zeroPort whether its port is 0: rejected or stopped, unless it is bundle-only
 * @param low a set of the payload types 0 to 63
 * @param high a set of the payload types 64 to 127
 */
record MediaLine(boolean rtp, boolean zeroPort, long low, long high) {

    /** Stands for the {@code m=} line that the session section does not have. */
    static final MediaLine NONE = new MediaLine(false, false, 0, 0);

    private static final int LAST_PAYLOAD_TYPE = 127;

    static MediaLine read(Line line) throws MalformedDescription {
        boolean application = media(line);
        boolean zeroPort = port(line);
        boolean rtp = isRtp(line);
        if (application == rtp) {
            throw line.malformed("the protocol does not fit the media type: application needs SCTP, all others RTP");
        }
        if (!rtp) {
            formats(line);
            return new MediaLine(false, zeroPort, 0, 0);
        }
        return payloadTypes(line, zeroPort);
    }

    boolean hasPayloadType(int type) {
        return type < 64 ? (low >>> type & 1) != 0 : type <= LAST_PAYLOAD_TYPE && (high >>> (type - 64) & 1) != 0;
    }

    /** Whether the media are data. */
    private static boolean media(Line line) throws MalformedDescription {
        line.word("the media type of m=");
        Cursor value = line.value();
        boolean application = value.wordIs("application");
        boolean known = application || value.wordIs("audio") || value.wordIs("video") || value.wordIs("text");
        if (!known && !value.wordIs("image") && !value.wordIs("message")) {
            throw line.malformed("there is no media type " + Excerpt.ofWord(value));
        }
        return application;
    }

    private static boolean port(Line line) throws MalformedDescription {
        Cursor value = line.value();
        line.space("the port of m=");
        long port = value.number();
        boolean counted = !value.skip('/') || value.number() > 0;
        if (port < 0 || port > 65_535 || !counted || !value.skipSpace()) {
            throw line.malformed("the port of m= must be a number from 0 to 65535, followed by the protocol");
        }
        return port == 0;
    }

    private static boolean isRtp(Line line) throws MalformedDescription {
        line.word("the protocol of m=");
        Cursor value = line.value();
        if (value.wordIs("UDP/TLS/RTP/SAVPF") || value.wordIs("TCP/TLS/RTP/SAVPF")) {
            return true;
        }
        boolean sctp = value.wordIs("UDP/DTLS/SCTP") || value.wordIs("DTLS/SCTP") || value.wordIs("TCP/DTLS/SCTP");
        if (!sctp) {
            throw line.malformed("the protocol " + Excerpt.ofWord(value) + " is not one of WebRTC");
        }
        return false;
    }

    private static void formats(Line line) throws MalformedDescription {
        do {
            line.space("the format of m=");
            line.token("the format of m=");
        } while (!line.value().atEnd());
    }

    private static MediaLine payloadTypes(Line line, boolean zeroPort) throws MalformedDescription {
        long low = 0;
        long high = 0;
        do {
            line.space("the payload type of m=");
            int type = (int) line.number("the payload type of m=", 0, LAST_PAYLOAD_TYPE);
            if (type < 64) {
                low |= 1L << type;
            } else {
                high |= 1L << (type - 64);
            }
        } while (!line.value().atEnd());
        return new MediaLine(true, zeroPort, low, high);
    }
}
