/** What follows from the logs of one node alone for auditors. It knows nothing of where they keep it. */
@NullMarked
package io.beckon.projection;

import org.jspecify.annotations.NullMarked;
