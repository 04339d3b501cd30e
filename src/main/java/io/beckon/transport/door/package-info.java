/**
 * Where connections are accepted: how many there may be, how long a request may take to come, and how much of it is read before it
 * is whole. See ADR 0020. It knows nothing of what is asked.
 */
@NullMarked
package io.beckon.transport.door;

import org.jspecify.annotations.NullMarked;
