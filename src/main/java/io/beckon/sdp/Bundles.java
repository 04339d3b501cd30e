package io.beckon.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code mid}s of a description and the {@code BUNDLE} groups that name them (RFC 5888, RFC 9143). */
final class Bundles {

    private static final int LONGEST_EVERYWHERE = 16;

    private record Group(int line, int from, int to) {}

    private final boolean answer;
    private final List<Section> named = new ArrayList<>(4);
    /** Those with a mid that is refused: any name that is not another's may be meant for them. */
    private final List<Section> garbled = new ArrayList<>(0);

    private final List<Group> groups = new ArrayList<>(1);

    /** @param answer whether it is one's, which may leave out the mids that its offer has */
    Bundles(boolean answer) {
        this.answer = answer;
    }

    void addMid(Line line, Section section) throws MalformedDescription {
        line.token("mid");
        line.end("mid");
        Cursor mid = line.value();
        if (mid.wordLength() > LONGEST_EVERYWHERE) {
            line.note(Rule.LONG_MID);
        }
        for (Section other : named) {
            if (other.hasMid(mid)) {
                throw line.malformed(
                        "the mid " + Excerpt.ofWord(mid) + " is taken by the m-section at line " + other.number());
            }
        }
        section.setMid(mid);
        named.add(section);
        garbled.remove(section);
    }

    void addGarbledMid(Section section) {
        garbled.add(section);
    }

    /** Keeps a group until all mids are known; those other than {@code BUNDLE} do not matter. */
    void addGroup(Line line) throws MalformedDescription {
        line.token("the semantics of group");
        Cursor value = line.value();
        boolean bundle = value.wordIs("BUNDLE");
        int from = value.position();
        while (value.skipSpace() && !value.atEnd()) {
            line.token("a mid of group");
        }
        if (bundle) {
            groups.add(new Group(line.number(), from, value.end()));
        }
    }

    /**
     * Tells each bundled m-section which one it takes its transport from: the first of its group that is not rejected.
     *
     * @param sections how many m-sections there are, with or without a mid
     */
    void resolve(byte[] text, int sections, Findings findings) throws MalformedDescription {
        int unnamed = sections - named.size() - garbled.size();
        for (Group group : groups) {
            unnamed -= resolve(group, new Cursor(text, group.from, group.to), unnamed, findings);
        }
    }

    /** Returns how many of the m-sections without a mid may be meant. */
    private int resolve(Group group, Cursor mids, int unnamed, Findings findings) throws MalformedDescription {
        @Nullable Section tagged = null;
        int guess = 0;
        int meant = 0;
        while (mids.skipSpace() && mids.nextWord()) {
            int index = find(mids, guess);
            if (index < 0 && !garbled.isEmpty()) {
                index = takeGarbled();
            }
            if (index < 0) {
                if (meant < unnamed && (answer || isMadeUp(mids, unnamed))) {
                    meant++;
                    findings.note(Rule.BUNDLE_NAMES, group.line);
                } else {
                    findings.refused(malformed(group, mids, "which no m-section has"));
                }
                continue;
            }
            Section section = named.get(index);
            if (section.isBundled()) {
                again(group, mids, findings);
            } else {
                if (tagged == null && !section.isRejected()) {
                    tagged = section;
                }
                section.bundleWith(tagged == null ? section : tagged);
            }
            guess = index + 1;
        }
        return meant;
    }

    /** Whether libwebrtc makes up such a mid for one of the m-sections without: 0, 1 and so on. */
    private static boolean isMadeUp(Cursor mid, int unnamed) {
        return mid.wordConsistsOf(CharacterClass.DIGIT) && mid.wordLength() <= 3 && mid.foldedWord() < unnamed;
    }

    private static void again(Group group, Cursor mid, Findings findings) throws MalformedDescription {
        Cursor earlier = new Cursor(mid.text(), group.from, mid.wordStart());
        while (earlier.skipSpace() && earlier.nextWord()) {
            if (mid.wordIs(earlier.wordStart(), earlier.wordLength())) {
                findings.note(Rule.BUNDLE_NAMES, group.line);
                return;
            }
        }
        findings.refused(malformed(group, mid, "which another BUNDLE has"));
    }

    /** Mids mostly stand in the order of their m-sections. */
    private int find(Cursor mid, int guess) {
        if (guess < named.size() && named.get(guess).hasMid(mid)) {
            return guess;
        }
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).hasMid(mid)) {
                return i;
            }
        }
        return -1;
    }

    /** Takes the first with a mid that is refused for the one that is meant; its index. */
    private int takeGarbled() {
        named.add(garbled.removeFirst());
        return named.size() - 1;
    }

    private static MalformedDescription malformed(Group group, Cursor mid, String problem) {
        return new MalformedDescription(
                Rule.BUNDLE, group.line, "BUNDLE names the mid " + Excerpt.ofWord(mid) + ", " + problem);
    }
}
