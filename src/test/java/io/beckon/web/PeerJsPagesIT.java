package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PeerJS as npm has it, in Chromium, against one node. */
@Isolated("browsers")
class PeerJsPagesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final String alice = "alice-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();

    private static PeerJsPage open(String id) {
        return PeerJsPage.open(scripts, scripts.link(), id, "token-of-" + id);
    }

    private static PeerJsPage open(NpmPackage client, String id) {
        return PeerJsPage.open(client, scripts, scripts.link(), id, "token-of-" + id);
    }

    @ParameterizedTest
    @EnumSource(names = "PEERJS.*", mode = EnumSource.Mode.MATCH_ALL)
    void dataGoBothWays(NpmPackage client) {
        PeerJsPage a = open(client, alice);
        PeerJsPage b = open(client, bob);
        a.run("connect('" + bob + "')");
        b.awaitHeard("hello from " + alice);
        a.awaitHeard("re: hello from " + alice);
        assertEquals(List.of(), a.errors());
        assertEquals(List.of(), b.errors());
    }

    @ParameterizedTest
    @EnumSource(names = "PEERJS.*", mode = EnumSource.Mode.MATCH_ALL)
    void picturesGoBothWays(NpmPackage client) {
        PeerJsPage a = open(client, alice);
        PeerJsPage b = open(client, bob);
        a.prepare();
        b.prepare();
        a.run("dial('" + bob + "')");
        b.awaitRinging();
        b.run("answer()");
        a.awaitPictures();
        b.awaitPictures();
        assertEquals(List.of(), a.errors());
        assertEquals(List.of(), b.errors());
    }

    @Thorough
    @ParameterizedTest
    @EnumSource(names = "PEERJS.*", mode = EnumSource.Mode.MATCH_ALL)
    void whoIsAwayForAMomentIsReachedWhenItComesBack(NpmPackage client) {
        PeerJsPage a = open(client, alice);
        PeerJsPage b = open(client, bob);
        b.run("leave()");
        a.run("connect('" + bob + "')");
        a.script().watch(1000);
        b.run("comeBack()");
        b.awaitOpen();
        b.awaitHeard("hello from " + alice);
        a.awaitHeard("re: hello from " + alice);
        assertEquals(List.of(), a.errors());
    }

    @Test
    void aTakenIdIsUnavailable() {
        open(alice);
        PeerJsPage.open(scripts, scripts.link(), alice, "another-token").awaitError("unavailable-id");
    }

    @Thorough
    @Test
    void aPeerThatIsNotThereIsUnavailable() {
        PeerJsPage a = open(alice);
        a.run("connect('" + bob + "')");
        a.awaitError("peer-unavailable");
    }
}
