package io.beckon.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of a command: options with a value, flags, and what is neither. After {@code --} nothing is an option. */
final class Arguments {

    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    /**
     * Takes them apart.
     *
     * @param options that have a value, as the next argument or after {@code =}
     * @param flags that have none
     * @throws CommandFailure on an option that is neither
     */
    static Arguments of(List<String> arguments, Set<String> options, Set<String> flags) throws CommandFailure {
        Arguments parsed = new Arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                parsed.operands.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            }
            if (!argument.startsWith("--")) {
                parsed.operands.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (flags.contains(name) && equals < 0) {
                parsed.values.put(name, List.of());
            } else if (options.contains(name)) {
                if (equals < 0 && ++i == arguments.size()) {
                    throw new CommandFailure(name + " needs a value");
                }
                parsed.values
                        .computeIfAbsent(name, option -> new ArrayList<>())
                        .add(equals < 0 ? arguments.get(i) : argument.substring(equals + 1));
            } else {
                throw new CommandFailure("there is no option " + argument);
            }
        }
        return parsed;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values of an option, in order. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** @throws CommandFailure when the option is there more than once */
    Optional<String> one(String name) throws CommandFailure {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw new CommandFailure(name + " may be there once");
        }
        return given.stream().findFirst();
    }

    List<String> operands() {
        return operands;
    }
}
