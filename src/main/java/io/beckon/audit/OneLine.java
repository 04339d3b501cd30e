package io.beckon.audit;

/** Text up to its first control character, and not longer than a given number of characters. */
final class OneLine {

    private OneLine() {}

    static String of(String text, int most) {
        int end = Math.min(text.length(), most);
        for (int i = 0; i < end; i++) {
            if (Character.isISOControl(text.charAt(i))) {
                end = i;
            }
        }
        boolean splitsPair = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }
}
