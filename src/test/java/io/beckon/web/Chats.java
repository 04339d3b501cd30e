package io.beckon.web;

import java.util.regex.Pattern;

/** What stands in a chat. */
final class Chats {

    private Chats() {}

    /** Who has written it, when, and what. The browser reads the pattern, which knows no {@code \Q}. */
    static Pattern message(String author, String text) {
        return Pattern.compile("^" + literally(author) + " \\d+:\\d\\d(\\s[AP]M)?" + literally(text) + "$");
    }

    private static String literally(String text) {
        return text.replaceAll("[\\\\^$.|?*+()\\[\\]{}/]", "\\\\$0");
    }
}
