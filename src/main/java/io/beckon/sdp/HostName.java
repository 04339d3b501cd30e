package io.beckon.sdp;

import java.nio.charset.StandardCharsets;

/** The syntax of a fully qualified domain name in place of an address (RFC 8866 section 9). Names are never resolved here. */
final class HostName {

    private static final String MDNS_SUFFIX = ".local";
    private static final int UUID_LENGTH = 36;

    private HostName() {}

    static boolean isValid(String text) {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        return isValid(name, 0, name.length);
    }

    /**
     * Whether the text is labels of letters, digits, underscores and inner hyphens, the last one no number: with that, in digits or as
     * {@code 0x7f000001}, some resolvers take it for an IPv4 address.
     */
    static boolean isValid(byte[] text, int from, int to) {
        if (to - from > 253) {
            return false;
        }
        int label = from;
        boolean numeric = true;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c == '.') {
                if (!isLabel(text, label, i)) {
                    return false;
                }
                label = i + 1;
                numeric = true;
            } else {
                numeric &= CharacterClass.DIGIT.has(c);
            }
        }
        return !numeric && !isHexadecimal(text, label, to) && isLabel(text, label, to);
    }

    private static boolean isHexadecimal(byte[] text, int from, int to) {
        boolean marked = to - from >= 2 && text[from] == '0' && (text[from + 1] | 0x20) == 'x';
        for (int i = from + 2; marked && i < to; i++) {
            marked = CharacterClass.HEX.has(text[i]);
        }
        return marked;
    }

    private static boolean isLabel(byte[] text, int from, int to) {
        if (to == from || to - from > 63 || text[from] == '-' || text[to - 1] == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (!CharacterClass.LABEL.has(c)) {
                return false;
            }
        }
        return true;
    }

    static boolean hasUnderscore(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '_') {
                return true;
            }
        }
        return false;
    }

    static boolean isUnderLocal(byte[] text, int from, int to) {
        int start = to - MDNS_SUFFIX.length();
        if (start <= from || text[start] != '.') {
            return false;
        }
        Cursor name = new Cursor(text, start, to);
        name.nextWord();
        return name.wordIsIgnoringCase(MDNS_SUFFIX);
    }

    /** Whether it is one UUID under {@code .local}, the name that browsers give to a hidden host address. */
    static boolean isMdns(byte[] text, int from, int to) {
        if (to - from != UUID_LENGTH + MDNS_SUFFIX.length() || !isUnderLocal(text, from, to)) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte c = text[from + i];
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !CharacterClass.HEX.has(c)) {
                return false;
            }
        }
        return true;
    }
}
