package io.beckon.admin;

import io.beckon.log.Nodes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the other nodes have said to one question. */
record Asked<T>(List<Answer<T>> answers) {

    /**
     * What one node has said.
     *
     * @param body {@code null} when it knows nothing of what was asked for, or has not answered
     * @param error why it has not answered; {@code null} when it has
     */
    record Answer<T>(
            Nodes.Node node, @Nullable T body, @Nullable String error) {}

    List<T> bodies() {
        return answers.stream().map(Answer::body).filter(Objects::nonNull).toList();
    }

    /** The names of those who did not answer; {@code null} when all have. */
    @Nullable List<String> unreachable() {
        List<String> names = answers.stream()
                .filter(answer -> answer.error() != null)
                .map(answer -> answer.node().name())
                .toList();
        return names.isEmpty() ? null : names;
    }
}
