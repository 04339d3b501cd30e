package io.beckon.session;

import io.beckon.protocol.ClientMessage;

/** Whether a frame names a receiver. */
final class Addressing {

    private Addressing() {}

    /** Whether several may get what is sent once. */
    static boolean isToAll(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Offer offer -> offer.to() == null;
            case ClientMessage.Rollback rollback -> rollback.to() == null;
            case ClientMessage.Candidate candidate -> candidate.to() == null;
            case ClientMessage.Message chat -> chat.to() == null;
            case ClientMessage.Join join -> false;
            case ClientMessage.Leave leave -> false;
            case ClientMessage.Answer answer -> false;
            case ClientMessage.Reject reject -> false;
            case ClientMessage.ConnectionState report -> false;
            case ClientMessage.Roster roster -> false;
            case ClientMessage.Update update -> false;
            case ClientMessage.Resume resume -> false;
            case ClientMessage.Refresh refresh -> false;
            case ClientMessage.Kick kick -> false;
            case ClientMessage.SetRole setRole -> false;
            case ClientMessage.Lock lock -> false;
            case ClientMessage.Unlock unlock -> false;
            case ClientMessage.CloseRoom close -> false;
            case ClientMessage.Call call -> false;
            case ClientMessage.CallStep step -> false;
            case ClientMessage.Ping ping -> false;
        };
    }
}
