/** Audit records in files of this machine, with their seals, for the service that has no brokers. Knows nothing of what the records say. */
@NullMarked
package io.beckon.audit.file;

import org.jspecify.annotations.NullMarked;
