package io.beckon.sdp;

import io.beckon.sdp.IceCredential.Spelling;
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
        Spelling spelling = kind.read(value);
        if (spelling == Spelling.WRONG || !value.atEnd()) {
            throw line.malformed(rule);
        }
        if (spelling == Spelling.ODD) {
            line.note(Rule.ICE_CHARACTERS);
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
            String reason = "candidate: " + fault.getMessage();
            if (fault.isPassedOver()) {
                line.note(Rule.UNUSED_CANDIDATE, reason);
            } else {
                line.refuse(line.malformed(fault.rule(), reason));
            }
        }
        return candidate;
    }
}
