package io.beckon.sdp;

import java.nio.charset.StandardCharsets;

/**
 * Reads the candidates that clients trickle (RFC 8839 section 5.1, RFC 6544 section 4.5, RFC 8840). End-of-candidates
 * is not a candidate and not for this parser. Stateless.
 */
public final class CandidateParser {

    public static final int MAX_BYTES = 1024;

    private CandidateParser() {}

    /**
     * Parses {@code candidate:...} or {@code a=candidate:...}, without a line end.
     *
     * @throws MalformedCandidate saying which part is wrong and what is expected there
     */
    public static IceCandidate parse(String candidate) throws MalformedCandidate {
        byte[] text = candidate.getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_BYTES) {
            throw MalformedCandidate.tooLarge("candidate", "is longer than " + MAX_BYTES + " bytes");
        }
        Cursor cursor = new Cursor(text, 0, text.length);
        cursor.skip("a=");
        if (!cursor.skip("candidate:")) {
            throw new MalformedCandidate("candidate", "does not begin with 'candidate:'");
        }
        return new CandidateReader(cursor).read();
    }
}
