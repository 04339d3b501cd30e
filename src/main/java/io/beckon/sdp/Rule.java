package io.beckon.sdp;

import static io.beckon.sdp.Severity.REFUSED;
import static io.beckon.sdp.Severity.TOLERATED;
import static io.beckon.sdp.Severity.UNREAD;
import static io.beckon.sdp.Severity.WARNING;

import java.util.Locale;

/**
 * The policy on descriptions and candidates, as one table: refuse what no receiver could use, what harms, and what two receivers would
 * read in two ways; relay the rest; say early what the far end would refuse (ADR 24). The ids are a promise of the wire.
 */
public enum Rule {
    SIZE(REFUSED, "RFC 8866 section 7", "a limit on size or number is exceeded"),
    LINE_FORM(REFUSED, "RFC 8866 section 5", "a line is not <letter>=<value>, or is empty"),
    LAST_LINE_END(
            REFUSED,
            "RFC 8866 section 5",
            "the last line does not end, or an empty one follows: libwebrtc refuses the whole"),
    CONTROL_CHARACTER(
            REFUSED, "RFC 8866 section 9", "control characters, tabs and lone carriage returns can pass for line ends"),
    LINE_ORDER(REFUSED, "RFC 8866 section 5", "a line of the session is missing, stands twice, or not in its place"),
    VERSION(REFUSED, "RFC 8866 section 5.1", "v= is not 0"),
    ORIGIN(
            REFUSED,
            "RFC 8866 section 5.2",
            "o= does not have six parts with two numbers, so that versions cannot be told apart"),
    SESSION_LINE(REFUSED, "RFC 8866 section 5", "b=, t=, r= or z= is garbled; nothing in use makes such"),
    ADDRESS(
            REFUSED,
            "RFC 8866 section 5.7",
            "o=, c= or a=rtcp has no address that could be one; nothing in use makes such"),
    MEDIA_LINE(REFUSED, "RFC 8866 section 5.14", "m= is garbled or has nothing behind its protocol"),
    MEDIA_PROTOCOL(
            REFUSED,
            "RFC 8866 section 5.14",
            "audio or video over a protocol that is not RTP: libwebrtc refuses the whole"),
    PAYLOAD_TYPE(REFUSED, "RFC 3551 section 6", "a payload type is not a number from 0 to 127"),
    ATTRIBUTE_FORM(REFUSED, "RFC 8866 section 5.13", "a= is not <name> or <name>:<value>, or lacks its value"),
    ATTRIBUTE_PLACE(REFUSED, "RFC 8866 section 6", "an attribute stands at a level where nobody looks for it"),
    ATTRIBUTE_TWICE(
            REFUSED,
            "RFC 8866 section 6",
            "an attribute that counts once stands twice with two values: receivers differ in which one counts"),
    ICE_CREDENTIALS(
            REFUSED,
            "RFC 8839 section 5.4",
            "ice-ufrag or ice-pwd is missing, too short, too long, or has characters that nobody takes"),
    FINGERPRINT(
            REFUSED,
            "RFC 8122 section 5",
            "the fingerprint is missing, garbled, or of another length than its hash has"),
    BROKEN_HASH(REFUSED, "RFC 8122 section 5", "md5 and md2 must not be used: a certificate can be made to fit"),
    SETUP(REFUSED, "RFC 8842 section 5.2", "setup has another value, or leaves open in an answer who begins"),
    RTCP_MUX(REFUSED, "RFC 9429 section 5.8.3", "RTP without rtcp-mux, which browsers require"),
    MID(REFUSED, "RFC 5888 section 4", "a mid is no token, or two m-sections have the same"),
    BUNDLE(
            REFUSED,
            "RFC 9143 section 7",
            "BUNDLE names a mid that no m-section can have, or one that is in another BUNDLE: libwebrtc refuses the whole (FFmpeg's BUNDLE 0 1 with one m-section)"),
    RTP_FORMAT(
            REFUSED,
            "RFC 8866 section 6.6",
            "rtpmap, rtcp-fb or fmtp is garbled, or fmtp is for a payload type that m= lacks"),
    HEADER_EXTENSION(REFUSED, "RFC 8285 section 8", "extmap is garbled or its id is out of range"),
    STREAM(REFUSED, "RFC 5576 section 4", "ssrc, ssrc-group or msid is garbled"),
    SIMULCAST(
            REFUSED, "RFC 8853 section 5.1", "rid or simulcast is garbled, or simulcast names a rid that is not there"),
    SCTP(REFUSED, "RFC 8841 section 5", "sctp-port, sctpmap or max-message-size is garbled"),
    CANDIDATE(
            REFUSED,
            "RFC 8839 section 5.1",
            "a candidate lacks a part, or has one that libwebrtc refuses, and with it the whole description (priority over 2^32-1, port over 65535, unknown transport or type)"),
    CANDIDATE_UNUSABLE(
            REFUSED,
            "RFC 8839 section 5.1",
            "a trickled candidate has a component or address that nobody could use, a foundation that is no text, or an extension that is missing or no text"),
    CANDIDATE_POLICY(REFUSED, "beckon.candidates", "the operator does not allow the candidate, or it cannot be read"),
    CANDIDATE_FRAGMENT(
            REFUSED,
            "RFC 8838 section 11",
            "a candidate names two username fragments: receivers differ in which one counts"),
    CANDIDATE_INIT(
            REFUSED,
            "WebRTC section 4.8.1",
            "a member of the trickled candidate has a wrong type or value, or differs from the candidate's text"),
    CANDIDATE_MID(
            REFUSED,
            "RFC 8840 section 4.3",
            "the latest description has no m-section with the candidate's sdpMid, or as many as the sdpMLineIndex of one without: it waits for one, and then is wrong-state"),
    ANSWER_SECTIONS(
            REFUSED, "RFC 9429 section 5.3.1", "the answer has other m-sections than the offer, or in another order"),

    NO_CONNECTION_LINE(WARNING, "RFC 8866 section 5.7", "no c= anywhere: libwebrtc does without it, Firefox does not"),
    NO_SETUP(WARNING, "RFC 8842 section 5.2", "no a=setup: libwebrtc takes it for undecided, others for active"),
    WEAK_FINGERPRINT(
            WARNING,
            "RFC 8122 section 5",
            "only sha-1 or sha-224: still good against a forged certificate, not for long"),
    HASH_UNKNOWN(
            WARNING,
            "RFC 8122 section 5",
            "a hash function that libwebrtc does not know, for which it refuses the whole"),
    FOREIGN_SECTION(
            WARNING,
            "RFC 9429 section 5.3.1",
            "an m-section that is not of WebRTC (fax, text, BFCP, MSRP, an unknown medium): browsers answer it with port 0"),
    REJECTED_SECTION(
            WARNING,
            "RFC 3264 section 6",
            "a fault in an m-section that takes no part (port 0, or not of WebRTC); libwebrtc refuses some"),
    NO_MID(WARNING, "RFC 9429 section 5.2.1", "an m-section has no mid: older SIP gateways; it cannot be bundled"),
    BUNDLE_NAMES(
            WARNING,
            "RFC 9143 section 7",
            "BUNDLE names a mid twice, or m-sections without one as libwebrtc would (0, 1 and so on; in an answer: as the offer does), which takes both"),
    LONG_MID(WARNING, "RFC 9143 section 14", "a mid of more than 16 bytes, which libwebrtc refuses"),
    PORT_COUNT(WARNING, "RFC 8866 section 5.14", "m= with a number of ports, which libwebrtc refuses"),
    PROVISIONAL_EXTENSION(WARNING, "RFC 8285 section 6", "an extmap id from 4096 on, which libwebrtc refuses"),
    STALE_FEEDBACK(
            WARNING,
            "RFC 4585 section 4.2",
            "rtcp-fb for a payload type that m= lacks: Firefox leaves them behind, libwebrtc refuses some"),
    MULTICAST(WARNING, "RFC 8866 section 5.7", "c= of multicast, which libwebrtc refuses"),
    BARE_SSRC(WARNING, "RFC 5576 section 4.1", "ssrc without an attribute, which libwebrtc refuses"),
    UNUSED_CANDIDATE(
            WARNING,
            "RFC 8839 section 5.1",
            "a candidate in a description that nobody could use, or that can be read in two ways: agents pass over it"),
    CANDIDATE_SECTION(
            WARNING,
            "RFC 8840 section 4.3",
            "a trickled candidate names no m-section: browsers refuse it (GStreamer, some Janus)"),
    ANSWER_BUNDLE(
            WARNING,
            "RFC 9143 section 7.3",
            "the answer bundles a mid that no BUNDLE of the offer has beside the others: libwebrtc refuses the whole"),
    ANSWER_SETUP(
            WARNING,
            "RFC 8842 section 5.2",
            "offer and answer both have active, or both passive: with DTLS both sides begin, or both wait"),

    LINE_FEED(TOLERATED, "RFC 8866 section 5", "lines end with LF alone: hand-made texts, embedded stacks"),
    MEDIA_LINE_ORDER(
            TOLERATED, "RFC 8866 section 5.14", "c=, b=, i= or k= behind a= in an m-section: libpeer on ESP32"),
    LARGE_NUMBER(
            TOLERATED,
            "RFC 8866 section 5.2",
            "a number of o= or t= beyond 2^63-1, which the RFC allows: any number of digits"),
    FLAG_VALUE(TOLERATED, "RFC 8866 section 5.13", "a value behind a flag (a=ice-lite:ice-lite)"),
    LITE_SECTION(
            TOLERATED, "RFC 8839 section 5.3", "ice-lite in an m-section: ZLMediaKit, from which browsers take it"),
    EMPTY_FMTP(TOLERATED, "RFC 8866 section 6.15", "fmtp with nothing behind its payload type: SIP gateways"),
    STALE_FORMAT(TOLERATED, "RFC 8866 section 6.6", "rtpmap for a payload type that m= lacks: SDP that was edited"),
    TRAILING_SPACE(TOLERATED, "RFC 8866 section 9", "a space behind rtpmap, simulcast or a candidate: werift"),
    ICE_CHARACTERS(TOLERATED, "RFC 8839 section 5.4", "'=', '#', '-' or '_' in ufrag or pwd: cameras, ZLMediaKit"),
    PROFILE(
            TOLERATED,
            "RFC 9429 section 5.1.2",
            "RTP/SAVPF and its kin in place of UDP/TLS/RTP/SAVPF: FreeSWITCH, Asterisk, sipsorcery, rtpengine"),
    SETUP_IN_OFFER(TOLERATED, "RFC 8842 section 5.2", "active or passive in an offer: FFmpeg, werift"),
    ATTRIBUTE_REPEATED(
            TOLERATED, "RFC 8866 section 6", "an attribute that counts once stands twice with the same value"),
    CANDIDATE_FORM(
            TOLERATED,
            "RFC 8839 section 5.1",
            "a candidate with an odd foundation, priority, extension or tcptype, or UDP port 0: cameras, ice4j"),
    CANDIDATE_NAME(
            TOLERATED,
            "RFC 8839 section 5.1",
            "a .local name that is no UUID, or not in a host candidate, or a name with '_': robots, containers"),
    CANDIDATE_LINE_END(
            TOLERATED,
            "RFC 8839 section 5.1",
            "a line end behind a trickled candidate: clients that cut it out of an SDP"),

    UNKNOWN_ATTRIBUTE(
            UNREAD,
            "RFC 8866 section 5.13",
            "attributes that are not listed here, crypto among them: libwebrtc ignores it beside a fingerprint"),
    COLLISIONS(
            UNREAD,
            "RFC 9143 section 9.1",
            "whether payload types, header extensions and ssrcs of a bundle collide or are complete (FFmpeg's half an FID group), which libwebrtc refuses"),
    CODECS(UNREAD, "RFC 9429 section 5.8.2", "whether codecs, directions and simulcast fit what the other side can do"),
    FREE_TEXT(UNREAD, "RFC 8866 section 5", "the text of s=, i=, u=, e=, p= and k=");

    private final Severity severity;
    private final String section;
    private final String sentence;

    Rule(Severity severity, String section, String sentence) {
        this.severity = severity;
        this.section = section;
        this.sentence = sentence;
    }

    /** Stable, in kebab case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Rule ofId(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public Severity severity() {
        return severity;
    }

    /** Where it is written. */
    public String section() {
        return section;
    }

    /** Words about what breaks it, with where it is written. */
    public String cite(String words) {
        return words + " (" + section + ")";
    }

    /** What it is about, why it is so and, where an RFC says otherwise, who sends it. */
    public String sentence() {
        return sentence;
    }

    /** Whether libwebrtc refuses a description that is relayed for what breaks it, or may. */
    boolean isDoubtedByBrowsers() {
        return switch (this) {
            case HASH_UNKNOWN,
                    LONG_MID,
                    PORT_COUNT,
                    PROVISIONAL_EXTENSION,
                    STALE_FEEDBACK,
                    MULTICAST,
                    BARE_SSRC,
                    REJECTED_SECTION -> true;
            default -> false;
        };
    }

    /** Whether what breaks it counts in an m-section that takes no part in the session too. */
    boolean holdsEverywhere() {
        return switch (this) {
            case SIZE, LINE_FORM, LAST_LINE_END, CONTROL_CHARACTER, LINE_ORDER, MID, BUNDLE -> true;
            default -> false;
        };
    }
}
