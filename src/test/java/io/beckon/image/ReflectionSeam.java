package io.beckon.image;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link Class} calls in a JVM with the {@link ReflectionRecorder}: so it is loaded by the class loader of Java itself. */
public final class ReflectionSeam {

    public static volatile @Nullable Consumer<Class<?>> listener;

    private ReflectionSeam() {}

    public static void lookedInto(Object type) {
        Consumer<Class<?>> current = listener;
        if (current != null && type instanceof Class<?> looked) {
            current.accept(looked);
        }
    }
}
