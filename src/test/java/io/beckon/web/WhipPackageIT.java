package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** WHIP's and WHEP's clients as npm has them, in Chromium, with the web app at the other end: pictures are decoded. */
@Thorough
@Isolated("browsers")
class WhipPackageIT {

    /** What a page says to a client behind the client's own script: to begin, and to end. */
    private static final String PAGE = """
            <video id="video" autoplay muted playsinline></video>
            <script type="module">%s
              const [room, user] = location.hash.slice(1).split('/');
              const video = document.getElementById('video');
              const connection = new RTCPeerConnection();
              connection.ontrack = ({streams, track}) => video.srcObject = streams[0] ?? new MediaStream([track]);
              const token = async () => (await (await fetch('/development/token', {method: 'POST',
                  headers: {'Content-Type': 'application/json'}, body: JSON.stringify({user, roles: ['host']})})).json()).access_token;
              const address = (endpoint) => new URL(`/v1/${endpoint}/${room}`, location.href).href;
              globalThis.frames = () => video.getVideoPlaybackQuality().totalVideoFrames;
              globalThis.publish = async () => {
                const stream = await navigator.mediaDevices.getUserMedia({video: true, audio: true});
                stream.getTracks().forEach((track) => connection.addTransceiver(track, {direction: 'sendonly', streams: [stream]}));
                globalThis.client = new WHIPClient();
                await client.publish(connection, address('whip'), await token());
              };
              globalThis.view = async () => {
                connection.addTransceiver('audio', {direction: 'recvonly'});
                connection.addTransceiver('video', {direction: 'recvonly'});
                globalThis.client = new WHEPClient();
                await client.view(connection, address('whep'), await token());
              };
            </script>
            """;

    /** The player sends its candidates without {@code If-Match}. */
    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.whip.lenient", "true");

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    private ScriptPage open(String script, String user) {
        ScriptPage page = scripts.open(PAGE.replace("%s", NpmPackage.WHIP_WHEP.script(script)), room + "/" + user);
        page.await("() => globalThis.frames");
        return page;
    }

    @Test
    void whatItsPublisherSendsIsSeen() {
        Tab viewer = tabs.open("/#/broadcast?role=viewer&room=" + room).join("Vera");
        ScriptPage publisher = open("whip.js", "alice");
        publisher.evaluate("publish()");
        viewer.media().awaitVideoFrom(1);
        publisher.evaluate("client.stop()");
        viewer.tiles().awaitNames();
    }

    @Test
    void itsPlayerSeesAHost() {
        tabs.open("/#/broadcast?role=host&room=" + room).join("Hans");
        ScriptPage player = open("whep.js", "paul");
        player.evaluate("view()");
        player.await("() => globalThis.frames() > 10");
        player.evaluate("client.stop()");
    }
}
