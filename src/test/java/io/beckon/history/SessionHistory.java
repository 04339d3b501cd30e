package io.beckon.history;

import java.util.List;
import java.util.stream.Stream;

/** All that happened to one session, in the order in which it noticed. */
public record SessionHistory(String session, List<Happening> happenings) {

    public SessionHistory {
        happenings = List.copyOf(happenings);
    }

    <T extends Happening> Stream<T> all(Class<T> type) {
        return happenings.stream().filter(type::isInstance).map(type::cast);
    }
}
