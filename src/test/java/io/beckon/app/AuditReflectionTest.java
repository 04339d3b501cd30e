package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.audit.Actor;
import io.beckon.audit.EventType;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Label;
import io.beckon.audit.LogPlace;
import io.beckon.audit.MediaSummary;
import io.beckon.audit.TraceId;
import io.beckon.records.AuditCodec;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditReflectionTest {

    @Test
    void aNativeExecutableKnowsEveryFact() {
        Set<Class<?>> needed = new HashSet<>(Set.of(
                AuditCodec.Data.class,
                Actor.class,
                LogPlace.class,
                MediaSummary.class,
                Id.class,
                Label.class,
                TraceId.class));
        needed.addAll(Set.of(Fact.class, Fact.OfLog.class, Fact.OfNode.class, Fact.Refusal.class));
        Arrays.stream(EventType.values()).map(EventType::fact).forEach(needed::add);
        assertEquals(
                needed,
                Set.of(AuditReflection.class
                        .getAnnotation(RegisterForReflection.class)
                        .targets()));
    }
}
