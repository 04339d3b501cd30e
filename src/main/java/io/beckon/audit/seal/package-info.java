/**
 * Seals over audit records: signed statements, each with the hash of the one before, from which it can be told later whether a record was
 * changed, removed, inserted or moved. Knows neither where records are kept nor how they got there.
 */
@NullMarked
package io.beckon.audit.seal;

import org.jspecify.annotations.NullMarked;
