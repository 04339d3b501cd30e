package io.beckon.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What audit events are searched by. Stateless. */
public final class EventMembers {

    private static final JsonFactory JSON = new JsonFactory();

    private static final String TENANT = "tenant";

    /** Members that name users, that of the actor included. */
    private static final Set<String> USERS = Set.of("subject", "user", "target", "callee", "callees");

    private EventMembers() {}

    /** Whose it is; {@code null}: no tenant's that is known. */
    public static @Nullable String tenant(StoredEvent event) {
        try (JsonParser json = JSON.createParser(event.data())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isTenant = json.currentName().equals(TENANT);
                json.nextToken();
                if (isTenant) {
                    return json.getText();
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            // It is no JSON, so it is nobody's.
        }
        return null;
    }

    /** Whether it names a user: who did it, or to whom, as the event shows them. */
    public static boolean names(StoredEvent event, String user) {
        try (JsonParser json = JSON.createParser(event.data())) {
            String member = null;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    member = json.currentName();
                } else if (token == JsonToken.VALUE_STRING && isNamed(member, json.getText(), user)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // It is no JSON, so it names nobody.
        }
        return false;
    }

    private static boolean isNamed(@Nullable String member, String value, String user) {
        return member != null && value.equals(user) && USERS.contains(member);
    }
}
