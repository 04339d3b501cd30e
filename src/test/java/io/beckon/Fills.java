package io.beckon;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a test that fills something to its bound and sees what becomes of one more. {@link BoundsTest} misses the bounds of which there is none. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fills {

    /** Constants and properties, as "What is bounded" in docs/architecture.md names them. */
    String[] value();
}
