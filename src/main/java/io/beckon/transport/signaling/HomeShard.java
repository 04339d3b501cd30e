package io.beckon.transport.signaling;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In a session's id: the partition of the room that it joined first. Where nobody knows its rooms any more, for its node is gone and the
 * request names none, they are looked for there.
 */
final class HomeShard {

    private static final Pattern MARK = Pattern.compile("-p([0-9a-z]{1,4})$");

    private HomeShard() {}

    static String mark(String id, int shard) {
        return id + "-p" + Integer.toString(shard, Character.MAX_RADIX);
    }

    /** Some partition, if the id has no mark. */
    static int of(String id, int partitions) {
        Matcher mark = MARK.matcher(id);
        return mark.find() ? Integer.parseInt(mark.group(1), Character.MAX_RADIX) % partitions : 0;
    }
}
