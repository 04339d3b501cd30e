package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Chromium publishes by WHIP and watches by WHEP, and Chromium answers: media flow, and pictures are decoded. */
@Isolated("browsers")
class WhipIT {

    /** What both pages need: a token, sessions by requests, and an answer to the first offer that comes. */
    private static final String PAGE = """
            <video id="video" autoplay muted playsinline></video>
            <script type="module">
              const [room, side] = location.hash.slice(1).split('/');
              const video = document.getElementById('video');
              const ask = async (method, path, body, headers = {}) => fetch(path, {method, body,
                  headers: {Authorization: `Bearer ${await token}`, ...headers}});
              const token = fetch('/development/token', {method: 'POST', headers: {'Content-Type': 'application/json'},
                  body: JSON.stringify({user: side, roles: ['host']})}).then((got) => got.json()).then((got) => got.access_token);
              const connection = new RTCPeerConnection();
              connection.ontrack = ({streams, track}) => video.srcObject = streams[0] ?? new MediaStream([track]);
              const camera = () => navigator.mediaDevices.getUserMedia({video: true, audio: true});

              globalThis.frames = () => video.getVideoPlaybackQuality().totalVideoFrames;

              // The side that answers

              globalThis.answer = async (role, metadata, publishes) => {
                const stream = publishes ? await camera() : null;
                const joined = await (await ask('POST', `/v1/rooms/${room}/participants`,
                    JSON.stringify({pattern: 'broadcast', role, metadata}))).json();
                const session = {'Signaling-Session': `${joined.session}.${joined.secret}`};
                const say = (frame) => ask('POST', `/v1/rooms/${room}/messages`, JSON.stringify(frame), session);
                const listen = async (after) => {
                  const {messages, next} = await (await ask('GET',
                      `/v1/rooms/${room}/messages?waitSeconds=20&after=${after}`, undefined, session)).json();
                  for (const frame of messages) {
                    if (frame.type === 'offer' && metadata.offers) {
                      connection.onicecandidate = ({candidate}) => say({type: 'ice-candidate', to: frame.from, candidate});
                      stream.getTracks().forEach((track) => connection.addTransceiver(track, {direction: 'sendonly', streams: [stream]}));
                      const offer = await connection.createOffer();
                      await say({type: 'offer', to: frame.from, offer: {type: 'offer', sdp: offer.sdp}});
                      await connection.setLocalDescription(offer);
                    } else if (frame.type === 'answer') {
                      await connection.setRemoteDescription(frame.answer);
                    } else if (frame.type === 'offer') {
                      connection.onicecandidate = ({candidate}) => say({type: 'ice-candidate', to: frame.from, candidate});
                      await connection.setRemoteDescription(frame.offer);
                      stream?.getTracks().forEach((track) => connection.addTrack(track, stream));
                      const answer = await connection.createAnswer();
                      await say({type: 'answer', to: frame.from, answer: {type: 'answer', sdp: answer.sdp}});
                      await connection.setLocalDescription(answer);
                    } else if (frame.type === 'ice-candidate' && frame.candidate) {
                      await connection.addIceCandidate(frame.candidate);
                    } else if (frame.type === 'peer-left') {
                      globalThis.left = frame.reason;
                    }
                  }
                  return listen(next);
                };
                listen(joined.joined.seq);
              };

              // The side that offers

              globalThis.offer = async (endpoint, publishes) => {
                if (publishes) {
                  const stream = await camera();
                  stream.getTracks().forEach((track) => connection.addTransceiver(track, {direction: 'sendonly', streams: [stream]}));
                } else {
                  connection.addTransceiver('audio', {direction: 'recvonly'});
                  connection.addTransceiver('video', {direction: 'recvonly'});
                }
                const candidates = [];
                const gathered = new Promise((done) => connection.onicecandidate = ({candidate}) =>
                    candidate ? candidates.push(candidate) : done());
                await connection.setLocalDescription();
                const created = await ask('POST', `/v1/${endpoint}/${room}`, connection.localDescription.sdp,
                    {'Content-Type': 'application/sdp'});
                globalThis.resource = created.headers.get('Location');
                if (created.status === 406) {
                  return counter(await created.text());
                }
                if (created.status !== 201) {
                  return `${created.status} ${await created.text()}`;
                }
                await connection.setRemoteDescription({type: 'answer', sdp: await created.text()});
                await gathered;
                const [, ufrag] = /a=ice-ufrag:(.*)/.exec(connection.localDescription.sdp);
                const [, password] = /a=ice-pwd:(.*)/.exec(connection.localDescription.sdp);
                const patched = await ask('PATCH', globalThis.resource, [`a=ice-ufrag:${ufrag}`, `a=ice-pwd:${password}`,
                    'm=audio 9 RTP/AVP 0', 'a=mid:0', ...candidates.filter((one) => one.sdpMid === '0').map((one) => `a=${one.candidate}`),
                    'a=end-of-candidates', ''].join('\\r\\n'),
                    {'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': created.headers.get('ETag')});
                return patched.status;
              };

              /** What the other side offers in place of an answer is answered with all candidates. */
              const counter = async (sdp) => {
                await connection.setLocalDescription({type: 'rollback'});
                await connection.setRemoteDescription({type: 'offer', sdp});
                const gathered = new Promise((done) => connection.onicecandidate = ({candidate}) => candidate || done());
                await connection.setLocalDescription();
                await gathered;
                return (await ask('PATCH', globalThis.resource, connection.localDescription.sdp,
                    {'Content-Type': 'application/sdp'})).status;
              };

              globalThis.end = async () => (await ask('DELETE', globalThis.resource)).status;
            </script>
            """;

    private static final String SEES_PICTURES = "() => globalThis.frames() > 10";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aViewerSeesWhatAPagePublishesByWhip() {
        ScriptPage viewer = scripts.open(PAGE, room + "/vera");
        viewer.evaluate("answer('viewer', {answers: true}, false)");
        ScriptPage broadcaster = scripts.open(PAGE, room + "/alice");
        assertEquals(204, broadcaster.evaluate("offer('whip', true)"));
        viewer.await(SEES_PICTURES);
        assertEquals(200, broadcaster.evaluate("end()"));
        viewer.await("() => globalThis.left === 'left'");
    }

    @Thorough
    @Test
    void aViewerOfTheWebAppSeesWhatAPagePublishesByWhip() {
        Tab viewer = tabs.open("/#/broadcast?role=viewer&room=" + room).join("Vera");
        ScriptPage broadcaster = scripts.open(PAGE, room + "/alice");
        assertEquals(204, broadcaster.evaluate("offer('whip', true)"));
        viewer.media().awaitVideoFrom(1);
        viewer.tiles().awaitNames("alice");
        assertEquals(200, broadcaster.evaluate("end()"));
        viewer.tiles().awaitNames();
    }

    @Thorough
    @Test
    void aPlayerSeesAHostOfTheWebAppByWhep() {
        tabs.open("/#/broadcast?role=host&room=" + room).join("Hans");
        ScriptPage player = scripts.open(PAGE, room + "/paul");
        assertEquals(204, player.evaluate("offer('whep', false)"));
        player.await(SEES_PICTURES);
        assertEquals(200, player.evaluate("end()"));
    }

    @Thorough
    @Test
    void aPlayerSeesAHostThatMakesTheOfferItself() {
        ScriptPage host = scripts.open(PAGE, room + "/hans");
        host.evaluate("answer('host', {offers: true}, true)");
        ScriptPage player = scripts.open(PAGE, room + "/paul");
        player.expect("406");
        assertEquals(204, player.evaluate("offer('whep', false)"));
        player.await(SEES_PICTURES);
        assertEquals(200, player.evaluate("end()"));
        host.await("() => globalThis.left === 'left'");
    }

    @Test
    void aPlayerSeesAHostsCameraByWhep() {
        ScriptPage host = scripts.open(PAGE, room + "/hans");
        host.evaluate("answer('host', {}, true)");
        ScriptPage player = scripts.open(PAGE, room + "/paul");
        assertEquals(204, player.evaluate("offer('whep', false)"));
        player.await(SEES_PICTURES);
        assertEquals(200, player.evaluate("end()"));
        host.await("() => globalThis.left === 'left'");
    }
}
