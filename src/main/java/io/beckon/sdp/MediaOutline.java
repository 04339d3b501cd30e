package io.beckon.sdp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The media types and {@code mid}s of a description's m-sections, in order, as hashes: enough to tell whether an answer has the
 * sections of its offer (RFC 9429 section 5.3.1) and whether a candidate belongs to one of them. Immutable.
 */
public final class MediaOutline {

    /** Of a description of which this is not known: everything fits it. */
    public static final MediaOutline UNKNOWN = new MediaOutline(new long[0]);

    static final int NO_MID = 0;

    private final long[] sections;

    MediaOutline(long[] sections) {
        this.sections = sections;
    }

    /** @param sections what {@link #sections()} said */
    public static MediaOutline of(List<Long> sections) {
        return sections.isEmpty()
                ? UNKNOWN
                : new MediaOutline(sections.stream().mapToLong(Long::longValue).toArray());
    }

    static long section(int medium, int mid) {
        return (long) medium << Integer.SIZE | Integer.toUnsignedLong(mid);
    }

    /** One number for each section, for keeping. */
    public List<Long> sections() {
        return Arrays.stream(sections).boxed().toList();
    }

    public int size() {
        return sections.length;
    }

    /** Whether an answer has the same sections in the same order; it may leave out their mids. */
    public boolean fits(MediaOutline answer) {
        if (sections.length == 0 || answer.sections.length == 0) {
            return true;
        }
        for (int i = 0; i < sections.length && i < answer.sections.length; i++) {
            boolean differs = medium(i) != answer.medium(i);
            boolean renamed = mid(i) != NO_MID && answer.mid(i) != NO_MID && mid(i) != answer.mid(i);
            if (differs || renamed) {
                return false;
            }
        }
        return sections.length == answer.sections.length;
    }

    /** Whether one of the sections is meant, or none is known. */
    public boolean has(SectionName name) {
        String mid = name.mid();
        return mid == null ? sections.length == 0 || name.index() < sections.length : has(mid);
    }

    private boolean has(String mid) {
        byte[] text = mid.getBytes(StandardCharsets.UTF_8);
        int wanted = Cursor.hash(text, 0, text.length);
        for (int i = 0; i < sections.length; i++) {
            if (mid(i) == wanted || mid(i) == NO_MID) {
                return true;
            }
        }
        return sections.length == 0;
    }

    private int medium(int section) {
        return (int) (sections[section] >>> Integer.SIZE);
    }

    private int mid(int section) {
        return (int) sections[section];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaOutline outline && Arrays.equals(sections, outline.sections);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sections);
    }

    @Override
    public String toString() {
        return "MediaOutline[" + sections.length + "]";
    }
}
