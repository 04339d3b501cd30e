package io.beckon.sdp;

import java.util.ArrayList;
import java.util.List;
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
    /** Those that may not come now: misplaced ones, and those that are there and count once. */
    private long unwelcome;
    /** Those that stand there with a value that is refused. */
    private long garbled;

    private boolean connection;
    private boolean weakFingerprint;
    private int midStart;
    private int midLength = -1;
    private int mid = MediaOutline.NO_MID;
    private @Nullable Section transport;
    private @Nullable Streams streams;
    private List<MalformedDescription> postponed = List.of();

    private Section(int number, LineOrder order, MediaLine media, int place) {
        this.number = number;
        this.order = order;
        this.media = media;
        this.place = place;
        this.unwelcome = order.misplaced();
    }

    static Section ofSession() {
        return new Section(1, LineOrder.SESSION, MediaLine.NONE, -1);
    }

    static Section ofMedia(int number, MediaLine media) {
        return new Section(number, LineOrder.MEDIA, media, 0);
    }

    boolean isOfMedia() {
        return order == LineOrder.MEDIA;
    }

    /** The number of its first line. */
    int number() {
        return number;
    }

    MediaLine media() {
        return media;
    }

    /** Moves on to the line's place, also where something before it is missing. */
    void advance(Line line) throws MalformedDescription {
        int last = place;
        int next = order.place(last, line);
        if (next != last) {
            place = next;
            order.checkRequired(last, next, line);
        }
    }

    /** Checks what can be checked only when the section is complete. */
    void end(Line line) throws MalformedDescription {
        order.end(place, line);
        if (has(Attribute.RTCP_MUX_ONLY) && !has(Attribute.RTCP_MUX)) {
            line.refuse(malformed(Rule.RTCP_MUX, "has rtcp-mux-only without rtcp-mux"));
        }
        if (streams != null) {
            streams.checkSimulcast(line, hasGarbled(Attribute.RID));
        }
    }

    /**
     * Keeps a refusal for the end of a section that may take no part, where it does not matter (RFC 3264 section 6); false if this is
     * none.
     */
    boolean postpones(MalformedDescription refusal) {
        boolean mayBeIdle = media.zeroPort() || media.isForeign();
        if (mayBeIdle && postponed.isEmpty()) {
            postponed = new ArrayList<>(1);
        }
        if (mayBeIdle && postponed.size() <= SdpCheck.MOST_FINDINGS) {
            postponed.add(refusal);
        }
        return mayBeIdle;
    }

    /** Notes what was postponed where it does not matter; returns it where the section takes part after all. */
    List<MalformedDescription> settle(Findings findings) {
        if (media.isForeign() && !media.zeroPort()) {
            findings.note(Rule.FOREIGN_SECTION, number);
        }
        if (!isIdle()) {
            return postponed;
        }
        postponed.forEach(refusal -> findings.note(Rule.REJECTED_SECTION, refusal.line(), refusal.reason()));
        return List.of();
    }

    /** Checks that the attribute may stand here; {@link #add} makes it count. False if it says once more what has been said. */
    boolean admit(Attribute attribute, Line line) throws MalformedDescription {
        if ((attribute.bit() & unwelcome) == 0) {
            return true;
        }
        if ((attribute.bit() & order.misplaced()) != 0) {
            String where = order == LineOrder.SESSION ? "before the first m= line" : "after an m= line";
            throw line.malformed(Rule.ATTRIBUTE_PLACE, "a=" + attribute.key() + " must not stand " + where);
        }
        if (attribute.mayBeRepeated() && has(attribute) && (attribute.isFlag() || line.repeatsAnEarlierOne())) {
            return false;
        }
        throw line.malformed(
                Rule.ATTRIBUTE_TWICE,
                attribute.isUnique()
                        ? "a second a=" + attribute.key() + " in the same section"
                        : "a second direction in the same section");
    }

    void add(Attribute attribute) {
        attributes |= attribute.bit();
        if (attribute.isUnique()) {
            unwelcome |= attribute.bit();
        } else if ((attribute.bit() & DIRECTIONS) != 0) {
            unwelcome |= DIRECTIONS;
        }
    }

    boolean has(Attribute attribute) {
        return (attributes & attribute.bit()) != 0;
    }

    void addGarbled(Attribute attribute) {
        garbled |= attribute.bit();
    }

    /** Whether it stands there with a value that is refused, perhaps beside a good one. */
    boolean hasGarbled(Attribute attribute) {
        return (garbled & attribute.bit()) != 0;
    }

    /** Whether it stands there, be its value good or refused; where nothing is refused, only a good one does. */
    boolean names(Attribute attribute) {
        return has(attribute) || hasGarbled(attribute) && !isIdle();
    }

    /** One that is refused counts too. */
    void addConnection() {
        connection = true;
    }

    boolean hasConnection() {
        return connection;
    }

    /** One of a hash function that has become weak. */
    void addWeakFingerprint() {
        weakFingerprint = true;
    }

    boolean hasWeakFingerprint() {
        return weakFingerprint;
    }

    boolean hasMid() {
        return mid != MediaOutline.NO_MID;
    }

    /** Makes the cursor's word its mid. */
    void setMid(Cursor word) {
        midStart = word.wordStart();
        midLength = word.wordLength();
        mid = word.wordHash();
    }

    /** For {@link MediaOutline}. */
    long outline() {
        return MediaOutline.section(media.medium(), mid);
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

    /** Whether nothing in it matters: it takes no part, or is not of WebRTC. */
    boolean isIdle() {
        return isRejected() || media.isForeign();
    }

    Streams streams() {
        if (streams == null) {
            streams = new Streams();
        }
        return streams;
    }

    MalformedDescription malformed(Rule rule, String what) {
        return new MalformedDescription(rule, number, "the m-section " + what);
    }
}
