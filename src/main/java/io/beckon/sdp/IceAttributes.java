package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/** The attributes of ICE (RFC 8839 section 5) except candidates. */
final class IceAttributes {

    private IceAttributes() {}

    /** {@code ice-ufrag}; leaves it as the word of the cursor. */
    static void usernameFragment(Line line) throws MalformedDescription {
        credential(line, IceCredential.USERNAME_FRAGMENT, "ice-ufrag must be 4 to 256 letters, digits, '+' or '/'");
    }

    static void password(Line line) throws MalformedDescription {
        credential(line, IceCredential.PASSWORD, "ice-pwd must be 22 to 256 letters, digits, '+' or '/'");
    }

    private static void credential(Line line, IceCredential kind, String rule) throws MalformedDescription {
        Cursor value = line.value();
        if (!kind.read(value, line) || !value.atEnd()) {
            throw line.malformed(rule);
        }
    }

    /**
     * One that nobody could use is read all the same: agents pass over it (RFC 8839 section 5.1). {@code null} for one that cannot be
     * read.
     */
    static @Nullable IceCandidate candidate(Line line) throws MalformedDescription {
        Cursor value = line.value();
        if (value.end() - value.position() > CandidateParser.MAX_BYTES) {
            throw MalformedDescription.tooLarge(
                    line.number(), "the candidate is longer than " + CandidateParser.MAX_BYTES + " bytes");
        }
        CandidateReader reader = new CandidateReader(value, line);
        IceCandidate candidate = reader.read();
        for (MalformedCandidate fault : reader.faults()) {
            if (fault.isPassedOver()) {
                line.note(Rule.UNUSED_CANDIDATE);
            } else {
                line.refuse(line.malformed(fault.rule(), "candidate: " + fault.getMessage()));
            }
        }
        return candidate;
    }
}
