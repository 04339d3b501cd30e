package io.beckon.oidc;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The realms of the configuration, for whoever puts the service together. */
@Singleton
final class ConfiguredRealms {

    @Produces
    @Singleton
    Realms realms(
            TenantConfigBean configured,
            TlsConfigurationRegistry tls,
            @ConfigProperty(name = "beckon.oidc.leeway") Duration leeway) {
        return Realms.of(configured, tls, leeway);
    }
}
