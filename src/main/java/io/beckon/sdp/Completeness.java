package io.beckon.sdp;

/**
 * What every m-section that takes part must have (RFC 9429 section 5.8.3), by itself, from the session section, or from the
 * m-section that it is bundled with (RFC 9143 section 7.1.3); and what it should have, which is only noted.
 */
final class Completeness {

    private final Section section;
    private final Section session;
    private final Findings findings;

    private Completeness(Section section, Section session, Findings findings) {
        this.section = section;
        this.session = session;
        this.findings = findings;
    }

    /** @param findings where what is missing goes */
    static void check(Section section, Section session, Findings findings) throws MalformedDescription {
        if (!section.hasMid() && !section.hasGarbled(Attribute.MID)) {
            findings.note(Rule.NO_MID, section.number());
        }
        if (!section.isIdle()) {
            new Completeness(section, session, findings).check();
        }
    }

    private void check() throws MalformedDescription {
        if (!section.hasConnection() && !session.hasConnection()) {
            findings.note(Rule.NO_CONNECTION_LINE, section.number());
        }
        boolean halfOfOne = section.names(Attribute.ICE_UFRAG) != section.names(Attribute.ICE_PWD);
        require(Attribute.ICE_UFRAG, Rule.ICE_CREDENTIALS, !halfOfOne);
        require(Attribute.ICE_PWD, Rule.ICE_CREDENTIALS, !halfOfOne);
        if (!has(Attribute.FINGERPRINT, true)) {
            if (section.hasWeakFingerprint()
                    || session.hasWeakFingerprint()
                    || section.transport().hasWeakFingerprint()) {
                findings.note(Rule.WEAK_FINGERPRINT, section.number());
            } else {
                require(Attribute.FINGERPRINT, Rule.FINGERPRINT, true);
            }
        }
        if (!has(Attribute.SETUP, true)) {
            findings.note(Rule.NO_SETUP, section.number());
        }
        if (section.media().isRtp()) {
            require(Attribute.RTCP_MUX, Rule.RTCP_MUX, true);
        }
    }

    private void require(Attribute attribute, Rule rule, boolean orBundled) throws MalformedDescription {
        if (!has(attribute, orBundled)) {
            String strength = attribute == Attribute.FINGERPRINT ? " of sha-256 or stronger" : "";
            findings.refused(section.malformed(rule, "has no a=" + attribute.key() + strength));
        }
    }

    /** A value that is refused is not missing too. */
    private boolean has(Attribute attribute, boolean orBundled) {
        return section.names(attribute)
                || session.names(attribute)
                || orBundled && section.transport().names(attribute);
    }
}
