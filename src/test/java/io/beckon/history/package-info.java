/**
 * What clients saw and what must be true of it, whatever failed meanwhile. It knows no client, no server and no time: only what
 * was recorded.
 */
@NullMarked
package io.beckon.history;

import org.jspecify.annotations.NullMarked;
