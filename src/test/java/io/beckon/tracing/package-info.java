@NullMarked
package io.beckon.tracing;

import org.jspecify.annotations.NullMarked;
