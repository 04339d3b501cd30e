package io.beckon.sdp;

/**
 * What every m-section that takes part must have (RFC 9429 section 5.8.3), by itself, from the session section, or from the
 * m-section that it is bundled with (RFC 9143 section 7.1.3).
 */
final class Completeness {

    private final Section section;
    private final Section session;

    private Completeness(Section section, Section session) {
        this.section = section;
        this.session = session;
    }

    static void check(Section section, Section session) throws MalformedDescription {
        if (!section.isRejected()) {
            new Completeness(section, session).check();
        }
    }

    private void check() throws MalformedDescription {
        if (!section.hasConnection() && !session.hasConnection()) {
            throw section.malformed("has no c= line");
        }
        boolean halfOfOne = section.has(Attribute.ICE_UFRAG) != section.has(Attribute.ICE_PWD);
        require(Attribute.ICE_UFRAG, !halfOfOne);
        require(Attribute.ICE_PWD, !halfOfOne);
        require(Attribute.FINGERPRINT, true);
        require(Attribute.SETUP, true);
        if (section.media().rtp()) {
            require(Attribute.RTCP_MUX, true);
        }
    }

    private void require(Attribute attribute, boolean orBundled) throws MalformedDescription {
        boolean present = section.has(attribute)
                || session.has(attribute)
                || orBundled && section.transport().has(attribute);
        if (!present) {
            String strength = attribute == Attribute.FINGERPRINT ? " of sha-256 or stronger" : "";
            throw section.malformed("has no a=" + attribute.key() + strength);
        }
    }
}
