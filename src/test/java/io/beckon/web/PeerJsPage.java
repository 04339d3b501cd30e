package io.beckon.web;

/** A page with PeerJS, which answers whoever connects to it, and whoever calls it when it is told to. */
final class PeerJsPage {

    private static final String PAGE = """
            <video id="video" autoplay muted playsinline></video>
            <script>%s</script>
            <script>
              const [id, token] = location.hash.slice(1).split('/');
              const state = globalThis.call = {opened: 0, lost: 0, errors: [], heard: [], ringing: 0};
              const video = document.getElementById('video');
              let waiting = null;
              let connection = null;
              let camera = null;

              const take = (one) => {
                one.on('data', (data) => {
                  state.heard.push(data);
                  if (!String(data).startsWith('re: ')) {
                    one.send(`re: ${data}`);
                  }
                });
              };
              const show = (call) => call.on('stream', (stream) => video.srcObject = stream);

              const peer = new Peer(id, {host: location.hostname, port: location.port, path: '/', key: 'peerjs', token,
                  config: {iceServers: []}, debug: 0});
              peer.on('open', () => state.opened++);
              peer.on('error', (error) => state.errors.push(error.type));
              peer.on('disconnected', () => state.lost++);
              peer.on('connection', take);
              peer.on('call', (call) => {
                state.ringing++;
                waiting = call;
              });

              globalThis.frames = () => video.getVideoPlaybackQuality().totalVideoFrames;
              globalThis.open = () => state.opened > 0 && peer.open;
              globalThis.connect = (to) => {
                connection = peer.connect(to, {label: 'talk', metadata: {topic: 'weather'}});
                take(connection);
                connection.on('open', () => connection.send(`hello from ${id}`));
              };
              globalThis.prepare = async () => {
                camera = await navigator.mediaDevices.getUserMedia({video: true, audio: true});
              };
              globalThis.dial = (to) => show(peer.call(to, camera));
              globalThis.answer = () => {
                show(waiting);
                waiting.answer(camera);
              };
              globalThis.leave = () => peer.disconnect();
              globalThis.comeBack = () => peer.reconnect();
              globalThis.comeBackWhenever = () => setInterval(() => peer.disconnected && peer.reconnect(), 500);
            </script>
            """;

    private final ScriptPage page;

    private PeerJsPage(ScriptPage page) {
        this.page = page;
    }

    static PeerJsPage open(Scripts scripts, Link link, String id, String token) {
        return open(NpmPackage.PEERJS, scripts, link, id, token);
    }

    static PeerJsPage open(NpmPackage client, Scripts scripts, Link link, String id, String token) {
        PeerJsPage opened = new PeerJsPage(
                scripts.open(PAGE.replace("%s", client.script("dist/peerjs.min.js")), link, id + "/" + token));
        opened.page.await("() => globalThis.open() || globalThis.call.errors.length > 0");
        return opened;
    }

    ScriptPage script() {
        return page;
    }

    void run(String expression) {
        page.evaluate(expression + ", undefined");
    }

    void prepare() {
        page.evaluate("prepare()");
    }

    void awaitOpen() {
        page.await("() => globalThis.open()");
    }

    void awaitHeard(String what) {
        page.await("() => globalThis.call.heard.includes('" + what + "')");
    }

    void awaitRinging() {
        page.await("() => globalThis.call.ringing > 0");
    }

    void awaitPictures() {
        page.await("() => globalThis.frames() > 10");
    }

    void awaitError(String type) {
        page.await("() => globalThis.call.errors.includes('" + type + "')");
    }

    Object errors() {
        return page.evaluate("globalThis.call.errors");
    }
}
