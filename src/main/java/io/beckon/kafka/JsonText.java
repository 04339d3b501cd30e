package io.beckon.kafka;

/** A text as a JSON string. */
final class JsonText {

    private JsonText() {}

    static void append(StringBuilder json, String text) {
        json.append('"');
        text.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                json.append('\\').append((char) unit);
            } else if (unit < ' ') {
                json.append(String.format("\\u%04x", unit));
            } else {
                json.append((char) unit);
            }
        });
        json.append('"');
    }
}
