/** Plain HTTP requests of clients and of the page. It knows nothing of WebSockets. */
@NullMarked
package io.beckon.transport.http;

import org.jspecify.annotations.NullMarked;
