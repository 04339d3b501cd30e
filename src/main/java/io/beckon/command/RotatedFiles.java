package io.beckon.command;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one trail, as a shell gives them for {@code audit.jsonl*}. */
final class RotatedFiles {

    /** Such as {@code audit.jsonl}, the newest, and {@code audit.jsonl.12}, which may be compressed: the higher the number, the older. */
    private static final Pattern NAME = Pattern.compile("(.+?)(?:\\.([0-9]{1,5}))?(?:\\.gz)?");

    /** What the service keeps beside the file. */
    private static final List<String> BESIDE = List.of(".lock", ".seal", ".seal.new", ".capture", ".pseudonyms");

    private RotatedFiles() {}

    /** The oldest first, without what stands beside them; as they are given where they are not all of one trail. */
    static List<String> inOrder(List<String> given, PrintStream err) {
        List<String> records = given.stream()
                .filter(name -> BESIDE.stream()
                        .noneMatch(end ->
                                name.endsWith(end) && given.contains(name.substring(0, name.length() - end.length()))))
                .toList();
        if (records.stream().map(RotatedFiles::trail).distinct().count() > 1) {
            return records;
        }
        List<String> ordered = records.stream()
                .sorted(Comparator.comparingInt(RotatedFiles::number).reversed())
                .toList();
        if (!ordered.equals(given)) {
            err.println("read in this order: " + String.join(" ", ordered));
        }
        return ordered;
    }

    private static String trail(String name) {
        return matched(name).group(1);
    }

    private static int number(String name) {
        String number = matched(name).group(2);
        return number == null ? 0 : Integer.parseInt(number);
    }

    private static Matcher matched(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException(name);
        }
        return matcher;
    }
}
