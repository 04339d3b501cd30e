package io.beckon.wire;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several who ask for the same at the same time. */
final class AtOnce {

    private AtOnce() {}

    /** Returns all answers. */
    static <T> List<T> ask(int many, Callable<T> question) {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            return all.invokeAll(Collections.nCopies(many, question)).stream()
                    .map(answer -> answer.resultNow())
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
