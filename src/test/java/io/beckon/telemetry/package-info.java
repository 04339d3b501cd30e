@NullMarked
package io.beckon.telemetry;

import org.jspecify.annotations.NullMarked;
