/**
 * Who is calling and what they may do: values ({@code Caller}, {@code UserKey}, {@code Crowd}, grants by room, where the client comes from) and
 * ports (checking tokens, access to rooms).
 * Rules that turn claims into grants are here too, and the credentials that the service makes itself from keys: ids, keyed hashes, guests'
 * invitations and tokens ({@code GuestPasses}), and those for TURN servers with the list of ICE servers.
 * It may use {@code room}, whose rights it grants. It knows neither how a realm checks a token nor what a right is used for.
 */
@NullMarked
package io.beckon.identity;

import org.jspecify.annotations.NullMarked;
