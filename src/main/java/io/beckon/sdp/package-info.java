/**
 * Session descriptions and ICE candidates: their values, strict parsing that says what is wrong and where, and the policy on
 * candidates. It knows nothing of rooms, wires or users.
 */
@NullMarked
package io.beckon.sdp;

import org.jspecify.annotations.NullMarked;
