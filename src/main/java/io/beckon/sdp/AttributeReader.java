package io.beckon.sdp;

import io.beckon.sdp.HashFunction.Strength;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads {@code a=} lines: finds out which attribute it is, checks its value, and collects what is kept. */
final class AttributeReader {

    private final DescriptionType type;
    private final int maxCandidates;
    /** Of the session and of each m-section (RFC 8839 section 5.4). */
    private final int maxFragments;

    private final Bundles bundles;
    private final List<String> usernameFragments = new ArrayList<>(1);
    private final List<DescribedCandidate> candidates = new ArrayList<>(0);

    AttributeReader(DescriptionType type, SdpLimits limits) {
        this.type = type;
        this.bundles = new Bundles(type.isAnswer());
        this.maxCandidates = limits.candidates();
        this.maxFragments = limits.mediaSections() + 1;
    }

    Bundles bundles() {
        return bundles;
    }

    List<String> usernameFragments() {
        return List.copyOf(usernameFragments);
    }

    List<DescribedCandidate> candidates() {
        return Collections.unmodifiableList(candidates);
    }

    void read(Line line, Section section) throws MalformedDescription {
        Cursor value = line.value();
        boolean named = value.skipUntil(':');
        Attribute attribute = named ? Attribute.named(value) : null;
        if (attribute == null) {
            if (!named || !value.wordConsistsOf(CharacterClass.TOKEN)) {
                throw line.malformed(Rule.ATTRIBUTE_FORM, "a= must be <name> or <name>:<value>");
            }
            return;
        }
        boolean valued = value.skip(':');
        if (!section.admit(attribute, line)) {
            line.note(Rule.ATTRIBUTE_REPEATED);
            return;
        }
        if (valued && attribute.isFlag()) {
            line.note(Rule.FLAG_VALUE);
        } else if (!valued && !attribute.isFlag()) {
            garbled(attribute, section);
            throw line.malformed(Rule.ATTRIBUTE_FORM, "a=" + attribute.key() + " has no value");
        }
        if (attribute.isFlag()) {
            flag(attribute, line, section);
            return;
        }
        try {
            if (attribute == Attribute.FINGERPRINT) {
                fingerprint(line, section);
            } else {
                check(attribute, line, section);
                section.add(attribute);
            }
        } catch (MalformedDescription refusal) {
            garbled(attribute, section);
            throw refusal.under(attribute.rule());
        }
    }

    private static void flag(Attribute attribute, Line line, Section section) throws MalformedDescription {
        if (attribute == Attribute.ICE_LITE && section.isOfMedia()) {
            line.note(Rule.LITE_SECTION);
        }
        section.add(attribute);
    }

    /** Is not said to be missing too. */
    private void garbled(Attribute attribute, Section section) {
        if (attribute == Attribute.MID && !section.hasGarbled(attribute)) {
            bundles.addGarbledMid(section);
        }
        section.addGarbled(attribute);
    }

    /** Checks the value of one that has a value and, if that is right, counts. Small enough for the compiler to inline it. */
    private void check(Attribute attribute, Line line, Section section) throws MalformedDescription {
        switch (attribute) {
            case GROUP -> bundles.addGroup(line);
            case MID -> bundles.addMid(line, section);
            case ICE_UFRAG -> usernameFragment(line);
            case ICE_PWD -> IceAttributes.password(line);
            case ICE_OPTIONS -> line.word("the value of ice-options");
            case CANDIDATE -> candidate(line);
            case SETUP -> DtlsAttributes.setup(line, type.isAnswer());
            case RTCP -> RtpAttributes.rtcp(line);
            case RTPMAP -> RtpAttributes.rtpmap(line, section.media());
            case FMTP -> RtpAttributes.fmtp(line, section.media());
            case RTCP_FB -> RtpAttributes.feedback(line, section.media());
            case EXTMAP -> RtpAttributes.headerExtension(line);
            case MSID -> StreamAttributes.msid(line);
            case SSRC -> StreamAttributes.ssrc(line);
            case SSRC_GROUP -> StreamAttributes.ssrcGroup(line);
            case RID -> StreamAttributes.rid(line, section.streams());
            case SIMULCAST -> section.streams().setSimulcast(line);
            case SCTP_PORT -> SctpAttributes.port(line);
            case SCTPMAP -> SctpAttributes.map(line);
            case MAX_MESSAGE_SIZE -> SctpAttributes.maxMessageSize(line);
            default -> throw new IllegalArgumentException(attribute.key() + " has no value to check");
        }
    }

    /** Counts as such only if its hash function is a strong one. */
    private static void fingerprint(Line line, Section section) throws MalformedDescription {
        Strength strength = DtlsAttributes.fingerprint(line);
        if (strength == Strength.STRONG) {
            section.add(Attribute.FINGERPRINT);
        } else if (strength == Strength.WEAK) {
            section.addWeakFingerprint();
        }
    }

    private void usernameFragment(Line line) throws MalformedDescription {
        IceAttributes.usernameFragment(line);
        Cursor value = line.value();
        for (String known : usernameFragments) {
            if (value.wordIs(known)) {
                return;
            }
        }
        if (usernameFragments.size() == maxFragments) {
            throw MalformedDescription.tooLarge(
                    line.number(), "the description has more than " + maxFragments + " different ice-ufrag");
        }
        usernameFragments.add(value.word());
    }

    private void candidate(Line line) throws MalformedDescription {
        if (candidates.size() == maxCandidates) {
            throw MalformedDescription.tooLarge(
                    line.number(), "the description has more than " + maxCandidates + " candidates");
        }
        candidates.add(new DescribedCandidate(line.number(), IceAttributes.candidate(line)));
    }
}
