package io.beckon.identity;

/**
 * Names that fit a pattern: {@code *} stands for any number of characters, none included, {@code ?} for one, and everything else
 * for itself. Upper and lower case differ, as they do in names.
 */
public record NamePattern(String text) {

    public static final NamePattern ANY = new NamePattern("*");

    /** In time proportional to the name's length times the pattern's, at worst. */
    public boolean matches(String name) {
        int at = 0;
        int index = 0;
        int star = -1;
        int resume = 0;
        while (index < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = index;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(index))) {
                at++;
                index++;
            } else if (star >= 0) {
                at = star + 1;
                index = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
