/**
 * A real Keycloak as a process of its own, with the realms of src/main/docker/keycloak, and what an administrator does there. It
 * knows no class of the service's.
 */
@NullMarked
package io.beckon.keycloak;

import org.jspecify.annotations.NullMarked;
