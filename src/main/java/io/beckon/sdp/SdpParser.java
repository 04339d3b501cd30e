package io.beckon.sdp;

import java.nio.charset.StandardCharsets;

/**
 * A strict parser of session descriptions: the grammar of RFC 8866, and what RFC 9429 section 5.8 demands of one
 * description by itself. It reads the text once, as UTF-8, makes no further copies but of the values that it returns,
 * and ignores attributes that it does not know. Unpaired surrogates are for the one who decoded the text to refuse.
 * Immutable, for use by any number of threads.
 *
 * <p>More lenient than the RFCs, because stacks in use need it: LF as line end and none at all at the end; empty
 * lines after the last one; no {@code mid}; an empty {@code BUNDLE} group; {@code active} or {@code passive} in
 * offers; ICE and DTLS attributes that are missing where a bundled m-section takes them from the first one of its
 * group; nothing of all that where every m-section is rejected.
 */
public final class SdpParser {

    private final SdpLimits limits;

    public SdpParser(SdpLimits limits) {
        this.limits = limits;
    }

    /**
     * Parses a whole description.
     *
     * @throws MalformedDescription saying which line is wrong and why; the rest of the text is not looked at
     */
    public SessionDescription parse(String sdp, DescriptionType type) throws MalformedDescription {
        if (sdp.isEmpty()) {
            throw new MalformedDescription(1, "the description is empty");
        }
        if (sdp.length() > limits.bytes()) {
            throw tooLarge();
        }
        byte[] utf8 = sdp.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > limits.bytes()) {
            throw tooLarge();
        }
        return new DescriptionReader(utf8, type, limits).read();
    }

    private MalformedDescription tooLarge() {
        return MalformedDescription.tooLarge(1, "the description has more than " + limits.bytes() + " bytes");
    }
}
