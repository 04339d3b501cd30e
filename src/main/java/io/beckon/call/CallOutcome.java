package io.beckon.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying one record has led to.
 *
 * @param next the call from now on; {@code null} if there is none
 * @param notices in order; empty when the record was void
 */
public record CallOutcome(@Nullable Call next, List<CallNotice> notices) {}
