package io.beckon.room;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a user may do in a room. */
public enum Right {
    /** Be there at all. */
    JOIN("join"),
    /** Be there as a participant, not only as a viewer. */
    PUBLISH("publish"),
    HOST("host"),
    MEDIA_SERVER("media-server"),
    MODERATOR("moderator"),
    ADMINISTER("administer");

    /** Every set of rights, by the bits of its members. */
    private static final List<Set<Right>> SETS =
            IntStream.range(0, 1 << values().length).mapToObj(Right::set).toList();

    private final String wireName;

    Right(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    private static Set<Right> set(int bits) {
        EnumSet<Right> set = EnumSet.noneOf(Right.class);
        for (Right right : values()) {
            if ((bits & 1 << right.ordinal()) != 0) {
                set.add(right);
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /** The same rights, as a set that all who have them share. */
    static Set<Right> shared(Set<Right> rights) {
        int bits = 0;
        for (Right right : rights) {
            bits |= 1 << right.ordinal();
        }
        return SETS.get(bits);
    }
}
