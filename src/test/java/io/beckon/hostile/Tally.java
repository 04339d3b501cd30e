package io.beckon.hostile;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What hostile clients did and what they were told, by kind. Safe for use by several threads. */
final class Tally {

    private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z-]+)\"");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void count(String what) {
        add(what, 1);
    }

    void sent(int bytes) {
        add("bytes sent", bytes);
    }

    void told(String frame) {
        String head = frame.substring(0, Math.min(frame.length(), 200));
        Matcher type = TYPE.matcher(head);
        Matcher code = CODE.matcher(frame.length() < 1000 ? frame : head);
        boolean isError = type.find() && type.group(1).equals("error");
        count(isError && code.find() ? code.group(1) : type.hasMatch() ? type.group(1) : "other");
    }

    private void add(String what, long more) {
        counts.computeIfAbsent(what, key -> new LongAdder()).add(more);
    }

    Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }
}
