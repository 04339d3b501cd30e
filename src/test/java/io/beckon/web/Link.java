package io.beckon.web;

import java.net.URI;

/**
 * The way from the pages to a service, as a proxy before it would be: it can break, and lead to another node.
 *
 * @param url where the service is, seen from a page
 */
record Link(URI url, Relay relay, Runnable ended) implements AutoCloseable {

    /** Ends all connections that there are. */
    void cut() {
        relay.cut();
    }

    /** Ends all connections and refuses others. */
    void interrupt() {
        relay.interrupt();
    }

    /** Leads there from now on; connections that are there stay. */
    void lead(URI service) {
        relay.lead(Chromium.target(service));
    }

    @Override
    public void close() {
        relay.close();
        ended.run();
    }
}
