package io.beckon.web;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.Map;

/** What a page keeps in memory, once there is no garbage. */
record Memory(Page page, CDPSession session) {

    static Memory of(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("HeapProfiler.enable");
        return new Memory(page, session);
    }

    /** Nodes of the document and listeners. */
    Map<String, Integer> kept() {
        session.send("HeapProfiler.collectGarbage");
        JsonObject counters = session.send("Memory.getDOMCounters");
        return Map.of(
                "nodes", counters.get("nodes").getAsInt(),
                "listeners", counters.get("jsEventListeners").getAsInt());
    }

    /** It keeps no more than that, sooner or later: the browser lets go of streams and connections by and by. */
    void awaitAtMost(int nodes, int listeners) {
        Until.holds(page, () -> {
            Map<String, Integer> now = kept();
            return now.get("nodes") <= nodes && now.get("listeners") <= listeners;
        });
    }
}
