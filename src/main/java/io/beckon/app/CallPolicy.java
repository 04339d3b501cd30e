package io.beckon.app;

import io.beckon.calling.CallSettings;
import io.beckon.calling.WakeUp;
import io.beckon.identity.KeyedHash;
import io.beckon.transport.http.WakeWebhook;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** {@code beckon.calls.*}, checked. */
record CallPolicy(BeckonConfig config) {

    private static final String WEBHOOK = "beckon.calls.wake-webhook";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @param key of the service, from which that of the calls' ids is made */
    CallSettings settings(Vertx vertx, byte[] key) {
        int perMinute = config.limits().callsPerMinute();
        Settings.within("beckon.limits.calls-per-minute", perMinute, 0, 1_000_000);
        return new CallSettings(
                config.calls().whenBusy() == BeckonConfig.WhenBusy.BUSY,
                wakeUp(vertx),
                perMinute,
                new KeyedHash(KeyedHash.derivedKey(key, "calls")));
    }

    private WakeUp wakeUp(Vertx vertx) {
        if (config.calls().wakeWebhook().isEmpty()) {
            if (config.calls().wakeToken().isPresent()) {
                throw new Misconfiguration(WEBHOOK, "", "there is a beckon.calls.wake-token, but nobody to send it to");
            }
            return WakeUp.NOBODY;
        }
        return new WakeWebhook(
                vertx,
                address(config.calls().wakeWebhook().orElseThrow()),
                config.calls().wakeToken());
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text.strip());
            if (SCHEMES.contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // is said below
        }
        throw new Misconfiguration(WEBHOOK, text, "it is an address such as https://push.example.org/calls");
    }
}
