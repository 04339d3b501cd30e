package io.beckon.identity;

import io.beckon.room.Right;
import java.time.Instant;
import java.util.Set;

/**
 * A signed-in user, as an access token says.
 *
 * @param issuer of the token; with {@code user}, the token's subject, it identifies the user
 * @param name for people, from the token
 * @param expiresAt when the token ends
 */
public record Caller(String tenant, String issuer, String user, String name, Set<Right> rights, Instant expiresAt) {}
