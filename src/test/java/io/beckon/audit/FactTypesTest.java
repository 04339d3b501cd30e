package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Right;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing in which a secret would fit can be put into an event: that is a matter of types. */
class FactTypesTest {

    private static final Set<Class<?>> ALLOWED = Set.of(
            int.class,
            long.class,
            boolean.class,
            Integer.class,
            Long.class,
            Boolean.class,
            Id.class,
            Label.class,
            Digest.class,
            PcName.class,
            MediaSummary.class,
            AuditAddress.class,
            Instant.class,
            LogPlace.class,
            TraceId.class,
            Subject.class,
            Actor.class,
            Fact.class);

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(FactTypesTest::leaves)
                : Stream.of(type);
    }

    private static boolean isAllowed(Type type) {
        if (type instanceof ParameterizedType list) {
            return list.getRawType() == List.class && isAllowed(list.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> plain && (ALLOWED.contains(plain) || plain.isEnum());
    }

    @Test
    void whatEventsHoldIsOfTypesThatHoldNoSecrets() {
        Set<String> others = new TreeSet<>();
        Stream.concat(
                        leaves(Fact.class),
                        Stream.of(AuditEvent.class, Actor.class, Subject.class, LogPlace.class, MediaSummary.class))
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .filter(component -> !isAllowed(component.getGenericType()))
                .map(FactTypesTest::name)
                .forEach(others::add);
        // The id is made from a place in a log, or drawn by lot.
        assertEquals(Set.of("AuditEvent.id"), others);
    }

    private static String name(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    @Test
    void eachFactHasATypeOfItsOwn() {
        Set<Class<?>> facts = leaves(Fact.class).collect(Collectors.toSet());
        assertTrue(facts.stream().allMatch(Class::isRecord));
        assertEquals(38, facts.size());
    }

    @Test
    void eachRightCanBeMissing() {
        for (Right right : Right.values()) {
            assertEquals(right.wireName(), FrameName.code(Missing.of(right)).value());
        }
    }

    @Test
    void identifiersAndLabelsAreOneShortLine() {
        assertEquals(255, new Id("x".repeat(300)).value().length());
        assertEquals("a", new Id("a\r\nv=0").value());
        assertEquals(256, new Label("y".repeat(300)).value().length());
    }
}
