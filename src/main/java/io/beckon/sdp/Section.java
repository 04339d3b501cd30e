package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/** What has been read of the session section or of one m-section. */
final class Section {

    private static final long DIRECTIONS =
            Attribute.SENDRECV.bit() | Attribute.SENDONLY.bit() | Attribute.RECVONLY.bit() | Attribute.INACTIVE.bit();

    private final int number;
    private final LineOrder order;
    private final MediaLine media;
    private int place;
    private long attributes;
    private boolean connection;
    private int midStart;
    private int midLength = -1;
    private @Nullable Section transport;
    private @Nullable Streams streams;

    private Section(int number, LineOrder order, MediaLine media, int place) {
        this.number = number;
        this.order = order;
        this.media = media;
        this.place = place;
    }

    static Section ofSession() {
        return new Section(1, LineOrder.SESSION, MediaLine.NONE, -1);
    }

    static Section ofMedia(int number, MediaLine media) {
        return new Section(number, LineOrder.MEDIA, media, 0);
    }

    /** The number of its first line. */
    int number() {
        return number;
    }

    MediaLine media() {
        return media;
    }

    void advance(Line line) throws MalformedDescription {
        place = order.advance(place, line);
    }

    /** Checks what can be checked only when the section is complete. */
    void end(Line line) throws MalformedDescription {
        order.end(place, line);
        if (streams != null) {
            streams.checkSimulcast();
        }
        if (has(Attribute.RTCP_MUX_ONLY) && !has(Attribute.RTCP_MUX)) {
            throw malformed("has rtcp-mux-only without rtcp-mux");
        }
    }

    /** Checks that the attribute may stand here; {@link #add} makes it count. */
    void admit(Attribute attribute, Line line) throws MalformedDescription {
        if (!attribute.level().includes(order.level())) {
            String where = order == LineOrder.SESSION ? "before the first m= line" : "after an m= line";
            throw line.malformed("a=" + attribute.key() + " must not stand " + where);
        }
        if (attribute.isUnique() && has(attribute)) {
            throw line.malformed("a second a=" + attribute.key() + " in the same section");
        }
        if ((attribute.bit() & DIRECTIONS) != 0 && (attributes & DIRECTIONS) != 0) {
            throw line.malformed("a second direction in the same section");
        }
    }

    void add(Attribute attribute) {
        attributes |= attribute.bit();
    }

    boolean has(Attribute attribute) {
        return (attributes & attribute.bit()) != 0;
    }

    void addConnection() {
        connection = true;
    }

    boolean hasConnection() {
        return connection;
    }

    /** Makes the cursor's word its mid. */
    void setMid(Cursor word) {
        midStart = word.wordStart();
        midLength = word.wordLength();
    }

    /** Whether its mid is the word of a cursor over the same text. */
    boolean hasMid(Cursor word) {
        return word.wordIs(midStart, midLength);
    }

    void bundleWith(Section other) {
        transport = other;
    }

    boolean isBundled() {
        return transport != null;
    }

    /** The section whose transport it uses: itself, unless it is bundled with another. */
    Section transport() {
        return transport == null ? this : transport;
    }

    /** Whether it takes no part in the session: its port is 0 and it is not bundle-only. */
    boolean isRejected() {
        return media.zeroPort() && !has(Attribute.BUNDLE_ONLY);
    }

    Streams streams() {
        if (streams == null) {
            streams = new Streams();
        }
        return streams;
    }

    MalformedDescription malformed(String what) {
        return new MalformedDescription(number, "the m-section " + what);
    }
}
