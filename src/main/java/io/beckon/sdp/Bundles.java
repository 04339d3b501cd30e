package io.beckon.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code mid}s of a description and the {@code BUNDLE} groups that name them (RFC 5888, RFC 9143). */
final class Bundles {

    private static final int LONGEST_EVERYWHERE = 16;

    private record Group(int line, int from, int to) {}

    private final List<Section> named = new ArrayList<>(4);
    private final List<Group> groups = new ArrayList<>(1);

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

    /** Tells each bundled m-section which one it takes its transport from: the first of its group that is not rejected. */
    void resolve(byte[] text) throws MalformedDescription {
        for (Group group : groups) {
            resolve(group, new Cursor(text, group.from, group.to));
        }
    }

    private void resolve(Group group, Cursor mids) throws MalformedDescription {
        @Nullable Section tagged = null;
        int guess = 0;
        while (mids.skipSpace() && mids.nextWord()) {
            int index = find(mids, guess);
            if (index < 0) {
                throw malformed(group, mids, "which no m-section has");
            }
            Section section = named.get(index);
            if (section.isBundled()) {
                throw malformed(group, mids, "which is bundled already");
            }
            if (tagged == null && !section.isRejected()) {
                tagged = section;
            }
            section.bundleWith(tagged == null ? section : tagged);
            guess = index + 1;
        }
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

    private static MalformedDescription malformed(Group group, Cursor mid, String problem) {
        return new MalformedDescription(
                Rule.BUNDLE, group.line, "BUNDLE names the mid " + Excerpt.ofWord(mid) + ", " + problem);
    }
}
