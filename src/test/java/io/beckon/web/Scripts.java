package io.beckon.web;

import io.beckon.wire.ServerUnderTest;

/** Opens pages that use the client. After each test no page may have written an error to its console. */
final class Scripts extends Browsing {

    Scripts(ServerUnderTest server) {
        super(server);
    }

    ScriptPage open(String html, String fragment) {
        return open(html, link(), fragment);
    }

    ScriptPage open(String html, Link link, String fragment) {
        ScriptPage page = new ScriptPage(newContext(), link.url(), html, fragment);
        watch(page.console());
        return page;
    }
}
