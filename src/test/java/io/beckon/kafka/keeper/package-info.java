/** Tests of keepers with real brokers. */
@NullMarked
package io.beckon.kafka.keeper;

import org.jspecify.annotations.NullMarked;
