package io.beckon.command;

import io.beckon.audit.seal.SealState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files of one trail, as a shell gives them for {@code audit.jsonl*}. */
final class RotatedFiles {

    /** Such as {@code audit.jsonl}, the newest, and {@code audit.jsonl.10}, which may be compressed: the higher the number, the older. */
    private static final Pattern NAME = Pattern.compile("(.+?)(?:\\.([0-9]{1,3}))?(\\.gz)?", Pattern.DOTALL);

    /** What the service keeps beside a file, */
    private static final Pattern BESIDE = Pattern.compile("(.+)\\.(?:lock|seal|seal\\.new|pseudonyms)", Pattern.DOTALL);
    /** and what it captures, in files that are replaced as this one is, and may be compressed as well. */
    private static final Pattern CAPTURED =
            Pattern.compile("(.+)\\.capture(?:\\.lock|(?:\\.[0-9]{1,3})?(?:\\.gz)?)", Pattern.DOTALL);

    private RotatedFiles() {}

    /**
     * The oldest first, without what stands beside them, and without what is there twice, compressed and not; as they are given where
     * they are not all of one trail.
     */
    static List<String> inOrder(List<String> given, PrintStream err) {
        return inOrder(given, List.of(BESIDE, CAPTURED), RotatedFiles::ordered, err);
    }

    /** The same of what was captured, which has no seals: the highest number first. */
    static List<String> captured(List<String> given, PrintStream err) {
        return inOrder(given, List.of(BESIDE), RotatedFiles::byNumber, err);
    }

    private static List<String> inOrder(
            List<String> given, List<Pattern> beside, UnaryOperator<List<String>> order, PrintStream err) {
        Set<String> trails = given.stream().map(RotatedFiles::trail).collect(Collectors.toSet());
        List<String> records =
                given.stream().filter(name -> !isBeside(name, beside, trails)).toList();
        if (records.stream().map(RotatedFiles::trail).distinct().count() > 1) {
            return records;
        }
        List<String> ordered = records.size() > 1 ? order.apply(records) : records;
        if (!ordered.equals(given)) {
            err.println("read in this order: " + String.join(" ", ordered));
        }
        return ordered;
    }

    private static boolean isBeside(String name, List<Pattern> beside, Set<String> trails) {
        return beside.stream()
                .map(pattern -> pattern.matcher(name))
                .anyMatch(matcher -> matcher.matches() && trails.contains(matcher.group(1)));
    }

    private static List<String> byNumber(List<String> records) {
        return records.stream()
                .sorted(Comparator.comparingInt(RotatedFiles::number)
                        .thenComparing(RotatedFiles::isCompressed)
                        .reversed())
                .toList();
    }

    /** By their seals, as far as each has one: the service does not rename those that somebody has compressed. */
    private static List<String> ordered(List<String> records) {
        List<String> ordered = new ArrayList<>(byNumber(records));
        Map<String, Long> seals = new HashMap<>();
        Map<String, String> byHash = new HashMap<>();
        Map<String, String> pairs = new HashMap<>();
        for (String name : ordered) {
            FileHead head = FileHead.of(name);
            if (head.isExported()) {
                return records;
            }
            SealState seal = head.seal();
            if (seal != null) {
                seals.put(name, seal.number());
                String other = byHash.putIfAbsent(seal.hash(), name);
                if (other != null && isCompressed(other) != isCompressed(name)) {
                    pairs.put(isCompressed(other) ? other : name, isCompressed(other) ? name : other);
                }
            }
        }
        pairs.forEach((compressed, plain) -> {
            if (SameContent.of(compressed, plain)) {
                ordered.remove(compressed);
            }
        });
        boolean isKnown = ordered.stream().allMatch(name -> seals.containsKey(name) || number(name) == 0);
        if (isKnown) {
            ordered.sort(Comparator.comparingLong(name -> seals.getOrDefault(name, Long.MAX_VALUE)));
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

    private static boolean isCompressed(String name) {
        return matched(name).group(3) != null;
    }

    private static Matcher matched(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException(name);
        }
        return matcher;
    }
}
