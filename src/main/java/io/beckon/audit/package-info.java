/** What happened, for those who have to be able to tell later: facts, and how they follow from the logs. It knows nothing of how that is kept. */
@NullMarked
package io.beckon.audit;

import org.jspecify.annotations.NullMarked;
