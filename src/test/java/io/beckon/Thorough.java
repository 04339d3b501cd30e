package io.beckon;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * An integration test, or a class of them, that {@code ./mvnw -Pfull verify} runs, and {@code ./mvnw verify} leaves out, so that it
 * takes minutes. Named by {@code -Dit.test} it runs, too.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("thorough")
public @interface Thorough {}
