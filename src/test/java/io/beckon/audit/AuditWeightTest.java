package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Footprint;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditWeightTest {

    private static final String LONG = "x".repeat(Id.MOST_CHARACTERS);
    private static final double EITHER_WAY = 1.3;

    private static Stream<Class<?>> facts() {
        return leaves(Fact.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(AuditWeightTest::leaves)
                : Stream.of(type);
    }

    /** An object of the type, everything that it may have there, and as long as may be. */
    private static Object full(Type type) {
        if (type instanceof ParameterizedType list) {
            return Stream.generate(() -> full(list.getActualTypeArguments()[0]))
                    .limit(20)
                    .toList();
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        } else if (plain == PcName.class) {
            return new PcName(LONG);
        } else if (plain.isRecord() && plain != Id.class && plain != Label.class && plain != Digest.class) {
            return made(plain);
        } else if (plain == int.class || plain == Integer.class) {
            return 1000;
        } else if (plain == long.class || plain == Long.class) {
            return 1000L;
        } else if (plain == boolean.class) {
            return true;
        } else if (plain == Label.class) {
            return new Label(LONG);
        } else if (plain == Digest.class) {
            return new Digest(LONG);
        }
        return new Id(LONG);
    }

    private static Object made(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Stream.of(components)
                    .map(component -> full(component.getGenericType()))
                    .toArray();
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What it refers to is found by its components. */
    private static int kept(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> Footprint.text(text);
            case Instant time -> Footprint.object(12);
            case Number number -> Footprint.LONG;
            case AuditAddress address -> Footprint.object(4) + Footprint.text(address.toString());
            case List<?> list ->
                Footprint.object(8)
                        + Footprint.array(4 * list.size())
                        + list.stream().mapToInt(AuditWeightTest::kept).sum();
            case Record record -> {
                int fields = 0;
                int sum = 0;
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    fields += component.getType() == long.class ? 8 : 4;
                    sum += component.getType().isPrimitive() ? 0 : kept(valueOf(component, record));
                }
                yield Footprint.object(fields) + sum;
            }
            default -> 0;
        };
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("facts")
    void anEventWeighsWhatItKeeps(Class<?> fact) {
        for (boolean hasAll : new boolean[] {true, false}) {
            AuditEvent event = new AuditEvent(
                    LONG,
                    Instant.EPOCH,
                    hasAll ? new Subject(new Id(LONG), new Id(LONG)) : Subject.UNKNOWN,
                    hasAll ? (Actor) made(Actor.class) : null,
                    hasAll ? new Id(LONG) : null,
                    hasAll ? new AuditAddress(LONG) : null,
                    new LogPlace(LogPlace.Log.EVENTS, 1, 1000),
                    hasAll ? new TraceId("0".repeat(32)) : null,
                    (Fact) made(fact));
            int kept = kept(event);

            assertTrue(event.weight() >= kept, () -> event.weight() + " are said, kept are " + kept);
            assertTrue(event.weight() <= EITHER_WAY * kept, () -> event.weight() + " are said, kept are " + kept);
        }
    }
}
