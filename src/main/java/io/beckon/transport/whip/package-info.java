/**
 * WHIP (RFC 9725) and WHEP: broadcasting tools and players become participants whose offers somebody in the room answers. What they ask is
 * turned into frames of a session as in {@link io.beckon.transport.signaling}; it knows no media.
 */
@NullMarked
package io.beckon.transport.whip;

import org.jspecify.annotations.NullMarked;
