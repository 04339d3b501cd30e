package io.beckon.transport.whip;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a session description that the parser has accepted (RFC 8866), or of a part of one: to look at, and to be changed in the few
 * places where WHIP asks for it. Immutable.
 */
final class SdpText {

    private static final String CANDIDATE = "a=candidate:";
    private static final String LITE = "a=ice-lite";
    private static final String END = "a=end-of-candidates";
    private static final Set<String> DIRECTIONS = Set.of("a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive");

    /** The session's lines, then those of each m-section. */
    private final List<List<String>> parts;

    private SdpText(List<List<String>> parts) {
        this.parts = parts;
    }

    /** Each line ends with CR and LF from now on, the last one too, and empty ones are gone: hand-made texts have such. */
    static SdpText of(String text) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        for (String line : text.split("\r?\n", -1)) {
            if (line.startsWith("m=")) {
                parts.add(new ArrayList<>());
            }
            if (!line.isEmpty()) {
                parts.getLast().add(line);
            }
        }
        return new SdpText(parts);
    }

    String text() {
        return parts.stream().flatMap(List::stream).map(line -> line + "\r\n").collect(Collectors.joining());
    }

    // To look at

    int sections() {
        return parts.size() - 1;
    }

    private List<String> section(int index) {
        return parts.get(index + 1);
    }

    /** The first word of the {@code m=} line. */
    String medium(int index) {
        return word(section(index).get(0), 0).substring("m=".length());
    }

    boolean isMedia(int index) {
        return !medium(index).equals("application");
    }

    /** Who begins with DTLS, as far as it says (RFC 8842 section 5.2). */
    @Nullable String setup(int index) {
        String own = value(section(index), "setup");
        return own == null ? value(parts.get(0), "setup") : own;
    }

    private static String word(String line, int index) {
        String[] words = line.split(" ", -1);
        return index < words.length ? words[index] : "";
    }

    /** Whether it takes no part in the session (RFC 3264 section 6). */
    boolean isRejected(int index) {
        return word(section(index).get(0), 1).equals("0") && !section(index).contains("a=bundle-only");
    }

    /** The first m-section that takes part; 0: none does. */
    private int first() {
        return IntStream.range(0, sections())
                .filter(index -> !isRejected(index))
                .findFirst()
                .orElse(0);
    }

    @Nullable String mid(int index) {
        return value(section(index), "mid");
    }

    /** {@code sendrecv}, {@code sendonly}, {@code recvonly} or {@code inactive}. */
    String direction(int index) {
        return Stream.of(section(index), parts.get(0))
                .flatMap(List::stream)
                .filter(DIRECTIONS::contains)
                .findFirst()
                .orElse("a=sendrecv")
                .substring("a=".length());
    }

    /** The ids of the streams that it says it is of; none where it says none. */
    Set<String> streams(int index) {
        return section(index).stream()
                .filter(line -> line.startsWith("a=msid:"))
                .map(line -> word(line.substring("a=msid:".length()), 0))
                .filter(id -> !id.equals("-"))
                .collect(Collectors.toSet());
    }

    @Nullable String usernameFragment() {
        return anywhere("ice-ufrag");
    }

    @Nullable String password() {
        return anywhere("ice-pwd");
    }

    private @Nullable String anywhere(String attribute) {
        return parts.stream()
                .map(part -> value(part, attribute))
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String value(List<String> part, String attribute) {
        String start = "a=" + attribute + ":";
        return part.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse(null);
    }

    /** Whether all m-sections that take part share one transport. */
    boolean isBundled() {
        String group = value(parts.get(0), "group");
        List<String> mids = group == null ? List.of() : Arrays.asList(group.split(" ", -1));
        return sections() == 1
                || mids.contains("BUNDLE")
                        && IntStream.range(0, sections())
                                .filter(index -> !isRejected(index))
                                .allMatch(index -> mids.contains(mid(index)));
    }

    private boolean hasCandidates() {
        return lines().anyMatch(line -> line.startsWith(CANDIDATE));
    }

    private Stream<String> lines() {
        return parts.stream().flatMap(List::stream);
    }

    /** Whether it says that there are no more candidates. */
    boolean hasEnd() {
        return lines().anyMatch(END::equals);
    }

    /**
     * Whether no further candidate is to be expected: it says so, or its side is lite and has told its addresses (RFC 8445 section 5.2). That one says
     * nothing of trickling tells nothing: libraries are in use that trickle all the same.
     */
    boolean isComplete() {
        return hasEnd() || isLite() && hasCandidates();
    }

    /** Whether its side is lite: some say so in their m-sections only, and some put a value behind it. */
    private boolean isLite() {
        return lines().anyMatch(line -> line.equals(LITE) || line.startsWith(LITE + ":"));
    }

    // Changed

    /**
     * Without what makes browsers refuse such a description as a whole: the mids that {@code BUNDLE} names and no m-section has (RFC 9143 section 7),
     * as in what FFmpeg sends when there is no audio, and groups of sources of which not each is described (RFC 5576 section 4.2), as in all that
     * it sends.
     */
    SdpText mended() {
        List<@Nullable String> known =
                IntStream.range(0, sections()).mapToObj(this::mid).collect(Collectors.toList());
        SdpText bundled = withSession(line -> line.startsWith("a=group:BUNDLE ")
                ? Arrays.stream(line.split(" ", -1))
                        .filter(word -> word.startsWith("a=") || known.contains(word))
                        .collect(Collectors.joining(" "))
                : line);
        return new SdpText(bundled.parts.stream()
                .map(part -> part.stream()
                        .filter(line -> !line.startsWith("a=ssrc-group:") || isDescribed(line, part))
                        .toList())
                .toList());
    }

    /** Whether a part has something to say of each source of a group. */
    private static boolean isDescribed(String group, List<String> part) {
        return Arrays.stream(group.split(" ", -1))
                .skip(1)
                .allMatch(source -> part.stream().anyMatch(line -> line.startsWith("a=ssrc:" + source + " ")));
    }

    /**
     * With nothing that goes both ways: who may offer that to a WHIP or WHEP endpoint uses one way of it.
     *
     * @param direction which
     */
    SdpText oneWay(String direction) {
        List<List<String>> changed = new ArrayList<>();
        changed.add(parts.get(0));
        for (int i = 0; i < sections(); i++) {
            List<String> lines = section(i);
            if (isMedia(i) && !isRejected(i) && direction(i).equals("sendrecv")) {
                lines = Stream.concat(
                                lines.stream().filter(line -> !DIRECTIONS.contains(line)), Stream.of("a=" + direction))
                        .toList();
            }
            changed.add(lines);
        }
        return new SdpText(changed);
    }

    /** @param numbers of the lines that are left out, from 1 on */
    SdpText without(Stream<Integer> numbers) {
        Set<Integer> leftOut = numbers.collect(Collectors.toSet());
        List<String> lines = lines().toList();
        return of(IntStream.range(0, lines.size())
                .filter(index -> !leftOut.contains(index + 1))
                .mapToObj(lines::get)
                .collect(Collectors.joining("\n")));
    }

    private SdpText withSession(java.util.function.UnaryOperator<String> change) {
        List<List<String>> changed = new ArrayList<>(parts);
        changed.set(0, parts.get(0).stream().map(change).toList());
        return new SdpText(changed);
    }

    /**
     * With candidates where they belong. Those of no m-section are left out.
     *
     * @param areAll whether it is to say so, if need be of none (RFC 8840 section 4.2)
     */
    SdpText withCandidates(List<Trickled> candidates, boolean areAll) {
        List<List<String>> changed = new ArrayList<>();
        changed.add(parts.get(0));
        for (int i = 0; i < sections(); i++) {
            List<String> lines = new ArrayList<>(section(i));
            lines.remove(END);
            for (Trickled candidate : candidates) {
                if (!candidate.isEnd() && candidate.isOf(mid(i), i) && !lines.contains(candidate.line())) {
                    lines.add(candidate.line());
                }
            }
            if (areAll && lines.stream().anyMatch(line -> line.startsWith(CANDIDATE))) {
                lines.add(END);
            }
            changed.add(lines);
        }
        if (areAll && changed.size() > 1 && changed.stream().noneMatch(lines -> lines.contains(END))) {
            int part = first() + 1;
            changed.set(
                    part,
                    Stream.concat(changed.get(part).stream(), Stream.of(END)).toList());
        }
        return new SdpText(changed);
    }

    /** The same offer of a new ICE generation (RFC 9429 section 5.2.2), with a higher version in its {@code o=} line. */
    SdpText restarted(String usernameFragment, String password) {
        List<List<String>> changed = parts.stream()
                .map(part -> part.stream()
                        .filter(line -> !line.startsWith(CANDIDATE) && !line.equals(END))
                        .map(line -> line.startsWith("a=ice-ufrag:") ? "a=ice-ufrag:" + usernameFragment : line)
                        .map(line -> line.startsWith("a=ice-pwd:") ? "a=ice-pwd:" + password : line)
                        .toList())
                .collect(Collectors.toList());
        return new SdpText(changed).withSession(line -> line.startsWith("o=") ? next(line) : line);
    }

    private static String next(String origin) {
        String[] words = origin.split(" ", -1);
        words[2] = new BigInteger(words[2]).add(BigInteger.ONE).toString();
        return String.join(" ", words);
    }

    /** What of it is ICE's, as {@code application/trickle-ice-sdpfrag} (RFC 8840 section 9, RFC 9725 section 4.3.1). */
    String fragment() {
        List<String> lines = new ArrayList<>();
        parts.get(0).stream().filter(line -> line.startsWith("a=group:BUNDLE")).forEach(lines::add);
        if (isLite()) {
            lines.add(LITE);
        }
        lines().filter(line -> line.startsWith("a=ice-options:") || line.startsWith("a=ice-pacing:"))
                .distinct()
                .forEach(lines::add);
        lines.add("a=ice-ufrag:" + usernameFragment());
        lines.add("a=ice-pwd:" + password());
        for (int i = 0; i < sections(); i++) {
            List<String> candidates = section(i).stream()
                    .filter(line -> line.startsWith(CANDIDATE) || line.equals(END))
                    .toList();
            if (i == first() || !candidates.isEmpty()) {
                lines.add(section(i).get(0));
                lines.add("a=mid:" + (mid(i) == null ? i : mid(i)));
                lines.addAll(candidates);
            }
        }
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }
}
