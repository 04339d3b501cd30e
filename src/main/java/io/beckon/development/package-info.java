/** The identity for a developer's own machine: it signs tokens for whoever asks. Absent in production. */
@NullMarked
package io.beckon.development;

import org.jspecify.annotations.NullMarked;
