/**
 * What is kept for auditors in files of this machine, for the service that has no brokers: records with their seals, whose pseudonyms are
 * whose, and what is captured. Knows nothing of what the records say.
 */
@NullMarked
package io.beckon.audit.file;

import org.jspecify.annotations.NullMarked;
