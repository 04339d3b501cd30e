package io.beckon.app;

import io.beckon.kafka.AuditChannel;
import io.quarkus.arc.Unremovable;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The ways to the brokers that the application has, where the log is Kafka. */
@Singleton
final class Brokers {

    private final Map<String, Object> client;
    private final Instance<AuditOutlet> outlet;

    Brokers(@Identifier("default-kafka-broker") Map<String, Object> client, Instance<AuditOutlet> outlet) {
        this.client = client;
        this.outlet = outlet;
    }

    /** Common client settings, as the operator gave them. */
    Map<String, Object> client() {
        return client;
    }

    /** The channel of audit events, which is there once the application has started. */
    Supplier<Emitter<byte[]>> audit() {
        return () -> outlet.get().emitter;
    }

    /** The connector asks for it by its name ({@code kafka-configuration}). */
    @Produces
    @Singleton
    @Unremovable
    @Identifier("beckon-audit") static Map<String, Object> auditSettings(@Identifier("default-kafka-broker") Map<String, Object> client) {
        return AuditChannel.settings(client);
    }

    /** Made only when somebody asks for it, since the emitter is not there before the application has started. */
    @Singleton
    static final class AuditOutlet {

        private final Emitter<byte[]> emitter;

        AuditOutlet(
                @Channel(AuditChannel.NAME)
                        @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = AuditChannel.BUFFER)
                        Emitter<byte[]> emitter) {
            this.emitter = emitter;
        }
    }
}
