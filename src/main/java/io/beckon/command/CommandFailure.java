package io.beckon.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A command cannot be carried out: wrong arguments, or something that cannot be read. The message is for whoever called it. */
final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false);
    }

    /** What is wrong with a file; of some exceptions the message is its name alone. */
    static String words(IOException exception) {
        if (exception instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (exception instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written by this user";
        }
        if (exception instanceof FileSystemException other && other.getReason() == null) {
            return other.getFile() + ": " + exception.getClass().getSimpleName();
        }
        return exception.getMessage() == null ? exception.toString() : exception.getMessage();
    }
}
