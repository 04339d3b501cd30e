package io.beckon.sdp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The attributes that are checked; all others are ignored. */
enum Attribute {
    GROUP("group", Level.SESSION, Shape.MANY, Rule.BUNDLE),
    MID("mid", Level.MEDIA, Shape.ONCE, Rule.MID),
    BUNDLE_ONLY("bundle-only", Level.MEDIA, Shape.FLAG),

    ICE_UFRAG("ice-ufrag", Level.BOTH, Shape.ONCE, Rule.ICE_CREDENTIALS),
    ICE_PWD("ice-pwd", Level.BOTH, Shape.ONCE, Rule.ICE_CREDENTIALS),
    ICE_LITE("ice-lite", Level.BOTH, Shape.FLAG),
    ICE_OPTIONS("ice-options", Level.BOTH, Shape.MANY, Rule.ATTRIBUTE_FORM),
    CANDIDATE("candidate", Level.MEDIA, Shape.MANY, Rule.CANDIDATE),
    END_OF_CANDIDATES("end-of-candidates", Level.BOTH, Shape.FLAG),

    FINGERPRINT("fingerprint", Level.BOTH, Shape.MANY, Rule.FINGERPRINT),
    SETUP("setup", Level.BOTH, Shape.ONCE, Rule.SETUP),

    SENDRECV("sendrecv", Level.BOTH, Shape.FLAG),
    SENDONLY("sendonly", Level.BOTH, Shape.FLAG),
    RECVONLY("recvonly", Level.BOTH, Shape.FLAG),
    INACTIVE("inactive", Level.BOTH, Shape.FLAG),

    RTCP("rtcp", Level.MEDIA, Shape.ONCE, Rule.ADDRESS),
    RTCP_MUX("rtcp-mux", Level.MEDIA, Shape.FLAG),
    RTCP_MUX_ONLY("rtcp-mux-only", Level.MEDIA, Shape.FLAG),
    RTCP_RSIZE("rtcp-rsize", Level.MEDIA, Shape.FLAG),
    RTPMAP("rtpmap", Level.MEDIA, Shape.MANY, Rule.RTP_FORMAT),
    FMTP("fmtp", Level.MEDIA, Shape.MANY, Rule.RTP_FORMAT),
    RTCP_FB("rtcp-fb", Level.MEDIA, Shape.MANY, Rule.RTP_FORMAT),
    EXTMAP("extmap", Level.BOTH, Shape.MANY, Rule.HEADER_EXTENSION),

    MSID("msid", Level.MEDIA, Shape.MANY, Rule.STREAM),
    SSRC("ssrc", Level.MEDIA, Shape.MANY, Rule.STREAM),
    SSRC_GROUP("ssrc-group", Level.MEDIA, Shape.MANY, Rule.STREAM),
    RID("rid", Level.MEDIA, Shape.MANY, Rule.SIMULCAST),
    SIMULCAST("simulcast", Level.MEDIA, Shape.ONCE, Rule.SIMULCAST),

    SCTP_PORT("sctp-port", Level.MEDIA, Shape.ONCE, Rule.SCTP),
    SCTPMAP("sctpmap", Level.MEDIA, Shape.MANY, Rule.SCTP),
    MAX_MESSAGE_SIZE("max-message-size", Level.MEDIA, Shape.ONCE, Rule.SCTP);

    /** How it is written: without a value, with one and once in a section, or with one and any number of times. */
    private enum Shape {
        FLAG,
        ONCE,
        MANY
    }

    private static final int SLOTS = 128;
    private static final @Nullable Attribute[] TABLE = table();

    private final String key;
    private final byte[] ascii;
    private final Level level;
    private final Shape shape;
    private final Rule rule;
    private final long bit = 1L << ordinal();

    /** A flag. */
    Attribute(String key, Level level, Shape shape) {
        this(key, level, shape, Rule.ATTRIBUTE_FORM);
    }

    /** @param rule that its value keeps */
    Attribute(String key, Level level, Shape shape, Rule rule) {
        this.key = key;
        this.ascii = key.getBytes(StandardCharsets.US_ASCII);
        this.level = level;
        this.shape = shape;
        this.rule = rule;
    }

    /** The name on the wire. */
    String key() {
        return key;
    }

    Rule rule() {
        return rule;
    }

    boolean isFlag() {
        return shape == Shape.FLAG;
    }

    /** Whether it may stand only once in a section. */
    boolean isUnique() {
        return shape == Shape.ONCE;
    }

    /** Whether receivers take it when it stands again with the same value: libwebrtc refuses a second simulcast in any case. */
    boolean mayBeRepeated() {
        return this != SIMULCAST;
    }

    /** The set of those that may not stand at a level. */
    static long misplacedAt(Level level) {
        long misplaced = 0;
        for (Attribute attribute : values()) {
            misplaced |= attribute.level.includes(level) ? 0 : attribute.bit;
        }
        return misplaced;
    }

    /** Its bit in a set of attributes. */
    long bit() {
        return bit;
    }

    /** The attribute with the name that is the cursor's word; {@code null} for those that are ignored. */
    static @Nullable Attribute named(Cursor cursor) {
        byte[] text = cursor.text();
        int from = cursor.wordStart();
        int length = cursor.wordLength();
        int slot = slot(text[from], text[from + length - 1], length);
        for (Attribute found = TABLE[slot]; found != null; found = TABLE[slot]) {
            if (cursor.wordIs(found.ascii)) {
                return found;
            }
            slot = (slot + 1) % SLOTS;
        }
        return null;
    }

    private static int slot(int first, int last, int length) {
        return (first * 7 + last * 3 + length * 11) & (SLOTS - 1);
    }

    private static @Nullable Attribute[] table() {
        @Nullable Attribute[] table = new @Nullable Attribute[SLOTS];
        for (Attribute attribute : values()) {
            String key = attribute.key;
            int slot = slot(key.charAt(0), key.charAt(key.length() - 1), key.length());
            while (table[slot] != null) {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = attribute;
        }
        return table;
    }
}
