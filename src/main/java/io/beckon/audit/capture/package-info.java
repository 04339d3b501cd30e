/**
 * What was signaled, word by word, under a key that the service has not: it can write what it can never read again. Knows neither where
 * that is kept nor when it is captured.
 */
@NullMarked
package io.beckon.audit.capture;

import org.jspecify.annotations.NullMarked;
