/** The HTTP edge: what clients ask for by plain requests. It knows nothing of sockets. */
@NullMarked
package io.beckon.transport.http;

import org.jspecify.annotations.NullMarked;
