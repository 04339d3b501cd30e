/**
 * Traces of negotiations, as those who do the work tell of it: a port, and what stands in for it where nobody traces. It knows nothing of
 * how spans are made and where they go.
 */
@NullMarked
package io.beckon.tracing;

import org.jspecify.annotations.NullMarked;
