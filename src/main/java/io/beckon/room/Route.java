package io.beckon.room;

import java.util.List;

/** Where a frame goes, or why it goes nowhere. */
sealed interface Route {

    record To(List<Member> receivers) implements Route {}

    record Nowhere(Reply.Refused refused) implements Route {}
}
