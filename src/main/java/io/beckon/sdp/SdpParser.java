package io.beckon.sdp;

import java.nio.charset.StandardCharsets;

/**
 * A strict parser of session descriptions: the grammar of RFC 8866, and what RFC 9429 section 5.8 demands of one
 * description by itself. It reads the text once, as UTF-8, makes no further copies but of the values that it returns,
 * and ignores attributes that it does not know. Unpaired surrogates are for the one who decoded the text to refuse.
 * Immutable, for use by any number of threads.
 *
 * <p>What is refused, and what is not although an RFC says otherwise, is the table {@link Rule}.
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
        return parse(sdp, type, Findings.FIRST_REFUSAL);
    }

    /** @param findings where what is found goes, and whether to go on */
    SessionDescription parse(String sdp, DescriptionType type, Findings findings) throws MalformedDescription {
        if (sdp.isEmpty()) {
            throw new MalformedDescription(Rule.LINE_ORDER, 1, "the description is empty");
        }
        if (sdp.length() > limits.bytes()) {
            throw tooLarge();
        }
        byte[] utf8 = sdp.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > limits.bytes()) {
            throw tooLarge();
        }
        return new DescriptionReader(utf8, type, limits, findings).read();
    }

    private MalformedDescription tooLarge() {
        return MalformedDescription.tooLarge(1, "the description has more than " + limits.bytes() + " bytes");
    }
}
