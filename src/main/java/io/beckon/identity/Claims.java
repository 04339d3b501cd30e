package io.beckon.identity;

import java.util.Set;

/**
 * What a token says about its user that rights may rest on.
 *
 * @param username what the user signs in with
 * @param roles of the realm
 * @param clientRoles as {@code client/role}
 * @param groups as paths, such as {@code /school/teachers}
 */
public record Claims(
        String tenant, String user, String username, Set<String> roles, Set<String> clientRoles, Set<String> groups) {}
