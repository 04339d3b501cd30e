package io.beckon.sdp;

import io.beckon.sdp.HashFunction.Strength;
import org.jspecify.annotations.Nullable;

/** The attributes of DTLS (RFC 8122 section 5, RFC 8842 section 5). */
final class DtlsAttributes {

    private DtlsAttributes() {}

    /** {@code fingerprint}: what it is worth; {@code null} if nobody knows its hash function. */
    static @Nullable Strength fingerprint(Line line) throws MalformedDescription {
        line.token("the hash function of the fingerprint");
        HashFunction function = HashFunction.named(line.value());
        if (function != null && function.strength() == Strength.BROKEN) {
            throw line.malformed(
                    Rule.BROKEN_HASH, "the hash function " + function.key() + " is broken and must not be used");
        }
        line.space("the fingerprint");
        int bytes = hexBytes(line);
        if (function != null && bytes != function.bytes()) {
            throw line.malformed(
                    "a fingerprint of " + function.key() + " has " + function.bytes() + " bytes, not " + bytes);
        }
        if (function == null) {
            line.note(Rule.HASH_UNKNOWN);
            return null;
        }
        return function.strength();
    }

    private static int hexBytes(Line line) throws MalformedDescription {
        Cursor value = line.value();
        int bytes = 0;
        do {
            if (!value.skipPair(CharacterClass.HEX)) {
                throw line.malformed("the fingerprint must be pairs of hexadecimal digits with colons between them");
            }
            bytes++;
        } while (value.skip(':'));
        line.end("the fingerprint");
        return bytes;
    }

    static void setup(Line line, boolean answer) throws MalformedDescription {
        Cursor value = line.value();
        value.nextWord();
        boolean decided = value.wordIs("active") || value.wordIs("passive");
        boolean open = value.wordIs("actpass");
        if (!value.atEnd() || !decided && !open) {
            throw line.malformed("setup must be active, passive or actpass");
        }
        if (answer && open) {
            throw line.malformed("setup must be active or passive in an answer");
        }
        if (!answer && decided) {
            line.note(Rule.SETUP_IN_OFFER);
        }
    }
}
