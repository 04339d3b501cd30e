package io.beckon.sdp;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a description or a candidate as it may be shown: short, printable, with an ellipsis in place of what is secret or could be
 * an address.
 */
final class LineExcerpt {

    private static final int LONGEST = 120;
    /** How much of a line is looked at: more than is shown even if all of it is left out. */
    private static final int LONGEST_READ = 8192;

    private static final String LEFT_OUT = "...";

    private static final Pattern SECRET =
            Pattern.compile("ice-pwd|crypto|key-mgmt|inline|passw|secret|^k=", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_ADDRESS =
            Pattern.compile("^(o=|c=|a=rtcp:|a=remote-candidates|(a=)?candidate)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile(
            "([0-9A-Fa-f]{0,4}:){2,7}\\d{1,3}(\\.\\d{1,3}){3}|\\d{1,3}(\\.\\d{1,3}){3}|(?<![0-9A-Za-z:])[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Za-z:])");
    private static final Pattern SHORT_NUMBER = Pattern.compile("-?\\d{1,5}");
    private static final Set<String> KEYWORDS = Set.of(
            "in",
            "ip4",
            "ip6",
            "udp",
            "tcp",
            "ssltcp",
            "typ",
            "host",
            "srflx",
            "prflx",
            "relay",
            "raddr",
            "rport",
            "tcptype",
            "active",
            "passive",
            "so",
            "generation",
            "ufrag",
            "network-id",
            "network-cost");

    private LineExcerpt() {}

    static String of(String line) {
        String shown = masked(printable(line.substring(0, Math.min(line.length(), LONGEST_READ))));
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) + LEFT_OUT : shown;
    }

    private static String masked(String shown) {
        Matcher secret = SECRET.matcher(shown);
        if (secret.find()) {
            return withoutAddresses(shown.substring(0, secret.start())) + secret.group() + LEFT_OUT;
        }
        return withoutAddresses(shown);
    }

    private static String withoutAddresses(String shown) {
        Matcher withAddress = WITH_ADDRESS.matcher(shown);
        if (withAddress.find()) {
            return withAddress.group() + knownWords(shown.substring(withAddress.end()));
        }
        return ADDRESS.matcher(shown).replaceAll(LEFT_OUT);
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return shown.toString();
    }

    /** Only what cannot be an address. */
    private static String knownWords(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (String word : text.split(" ", -1)) {
            boolean known = word.isEmpty()
                    || SHORT_NUMBER.matcher(word).matches()
                    || KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
            shown.append(shown.isEmpty() ? "" : " ").append(known ? word : LEFT_OUT);
        }
        return shown.toString();
    }
}
