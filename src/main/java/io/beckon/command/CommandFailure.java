package io.beckon.command;

/** A command cannot be carried out: wrong arguments, or something that cannot be read. The message is for whoever called it. */
final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
