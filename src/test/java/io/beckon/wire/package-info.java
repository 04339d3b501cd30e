/**
 * The service seen from outside: clients that speak the wire protocol to a process of their own and know nothing of its code.
 */
@NullMarked
package io.beckon.wire;

import org.jspecify.annotations.NullMarked;
