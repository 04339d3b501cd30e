package io.beckon.oidc;

import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The realms of the configuration, for whoever puts the service together. */
@Singleton
final class ConfiguredRealms {

    @Produces
    @Singleton
    Realms realms(TenantConfigBean configured) {
        return Realms.of(configured);
    }
}
