package io.beckon.room;

import java.util.List;

/** What applying one record has led to, in order; empty when the record was void. */
public record Outcome(long position, List<Effect> effects) {}
