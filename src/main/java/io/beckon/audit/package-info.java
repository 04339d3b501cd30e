/** Who did what, for those who have to be able to tell later. It knows nothing of how that is kept. */
@NullMarked
package io.beckon.audit;

import org.jspecify.annotations.NullMarked;
