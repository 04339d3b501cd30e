/** Configuration and wiring, and nothing else. */
@NullMarked
package io.beckon.app;

import org.jspecify.annotations.NullMarked;
