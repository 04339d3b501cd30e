package io.beckon.sdp;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads the candidates that clients trickle (RFC 8839 section 5.1, RFC 6544 section 4.5, RFC 8840). End-of-candidates
 * is not a candidate and not for this parser. Stateless.
 */
public final class CandidateParser {

    public static final int MAX_BYTES = 1024;

    private CandidateParser() {}

    /**
     * Parses {@code candidate:...} or {@code a=candidate:...}, perhaps with a line end.
     *
     * @throws MalformedCandidate saying which part is wrong and what is expected there
     */
    public static IceCandidate parse(String candidate) throws MalformedCandidate {
        return parse(candidate, found -> {});
    }

    /** @param findings what is odd about it although it is not refused */
    static IceCandidate parse(String candidate, Consumer<Rule> findings) throws MalformedCandidate {
        CandidateReader reader = reader(candidate, findings);
        IceCandidate read = reader.read();
        if (read == null || !reader.faults().isEmpty()) {
            throw reader.faults().getFirst();
        }
        return read;
    }

    /** @throws MalformedCandidate if there is nothing in it that could be read */
    static CandidateReader reader(String candidate, Consumer<Rule> findings) throws MalformedCandidate {
        byte[] text = candidate.getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_BYTES) {
            throw new MalformedCandidate(Rule.SIZE, "candidate", "is longer than " + MAX_BYTES + " bytes");
        }
        int end = withoutLineEnd(text);
        if (end < text.length) {
            findings.accept(Rule.CANDIDATE_LINE_END);
        }
        Cursor cursor = new Cursor(text, 0, end);
        cursor.skip("a=");
        if (!cursor.skip("candidate:")) {
            throw new MalformedCandidate(Rule.CANDIDATE, "candidate", "does not begin with 'candidate:'");
        }
        return new CandidateReader(cursor, findings);
    }

    private static int withoutLineEnd(byte[] text) {
        int end = text.length;
        if (end > 0 && text[end - 1] == '\n') {
            end--;
            if (end > 0 && text[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }
}
