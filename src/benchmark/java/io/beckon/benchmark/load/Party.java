package io.beckon.benchmark.load;

import io.vertx.core.Context;
import io.vertx.core.Future;

/** One of the two in a call. */
interface Party {

    /** On which all of it is called. */
    Context context();

    /** Connects, joins, and listens from then on. */
    Future<?> open(Client.Receiver receiver);

    void send(Kind kind);

    /** What the other has said, as it came here. */
    Flow heard();

    /** Leaves. Fails where it is seen that it was not in its room any more. */
    Future<?> close();

    /** By a WebSocket, whose end is all that there is to leaving. */
    record Connected(Client client, Client other) implements Party {

        @Override
        public Context context() {
            return client.context;
        }

        @Override
        public Future<?> open(Client.Receiver receiver) {
            client.receiver = receiver;
            return client.open();
        }

        @Override
        public void send(Kind kind) {
            client.send(kind, Clock.now(), 0);
        }

        @Override
        public Flow heard() {
            return client.from(other);
        }

        @Override
        public Future<?> close() {
            return client.close().otherwiseEmpty();
        }
    }

    /** By requests. */
    record Requesting(Participant participant) implements Party {

        @Override
        public Context context() {
            return participant.context;
        }

        @Override
        public Future<?> open(Client.Receiver receiver) {
            return participant.open(receiver::receive).onSuccess(Participant::poll);
        }

        @Override
        public void send(Kind kind) {
            participant.send(kind);
        }

        @Override
        public Flow heard() {
            return participant.flow;
        }

        @Override
        public Future<?> close() {
            return participant.close();
        }
    }
}
