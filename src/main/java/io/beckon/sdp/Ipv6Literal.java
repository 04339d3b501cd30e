package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/** The textual form of an IPv6 address (RFC 4291 section 2.2) while it is read. */
final class Ipv6Literal {

    private final byte[] text;
    private final int end;
    private final int[] groups = new int[8];
    private int count;
    private int gap = -1;
    private int position;

    Ipv6Literal(byte[] text, int from, int to) {
        this.text = text;
        this.position = from;
        this.end = to;
    }

    @Nullable IpAddress parse() {
        if (isAtGap()) {
            position += 2;
            gap = 0;
        }
        while (position < end) {
            if (count == 8 || !group()) {
                return null;
            }
            if (position < end && !separator()) {
                return null;
            }
        }
        boolean complete = gap < 0 ? count == 8 : count < 8;
        return complete ? address() : null;
    }

    private boolean isAtGap() {
        return end - position >= 2 && text[position] == ':' && text[position + 1] == ':';
    }

    /** Moves over the colon after a group, or over the one double colon that may stand for zeros. */
    private boolean separator() {
        if (isAtGap()) {
            position += 2;
            boolean first = gap < 0;
            gap = count;
            return first;
        }
        return text[position++] == ':' && position < end;
    }

    private boolean group() {
        int start = position;
        int value = 0;
        while (position < end && position < start + 4 && CharacterClass.HEX.has(text[position])) {
            value = value << 4 | Character.digit(text[position++], 16);
        }
        if (position < end && text[position] == '.') {
            return ipv4Tail(start);
        }
        groups[count++] = value;
        return position > start;
    }

    private boolean ipv4Tail(int start) {
        long bits = IpAddress.ipv4(text, start, end);
        if (bits < 0 || count > 6) {
            return false;
        }
        groups[count++] = (int) (bits >>> 16);
        groups[count++] = (int) (bits & 0xffff);
        position = end;
        return true;
    }

    private IpAddress address() {
        long high = 0;
        long low = 0;
        int zeros = 8 - count;
        for (int i = 0; i < 8; i++) {
            int group = groupAt(i, zeros);
            if (i < 4) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        return new IpAddress(high, low);
    }

    private int groupAt(int index, int zeros) {
        if (gap < 0 || index < gap) {
            return groups[index];
        }
        return index < gap + zeros ? 0 : groups[index - zeros];
    }
}
