/**
 * Who is calling and what they may do, as values ({@code Caller}, {@code UserKey}, rights by room) and ports (checking tokens, access to
 * rooms, ICE servers); beside them the random ids and keyed hashes that identities need. It knows neither how a token is checked nor what a
 * right is used for.
 */
@NullMarked
package io.beckon.identity;

import org.jspecify.annotations.NullMarked;
