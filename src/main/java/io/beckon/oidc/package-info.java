/**
 * Keycloak, or whatever speaks OpenID Connect as it does: tokens, keys, sign-outs and decisions. The only importer of the OIDC
 * extension; it knows nothing of sessions.
 */
@NullMarked
package io.beckon.oidc;

import org.jspecify.annotations.NullMarked;
