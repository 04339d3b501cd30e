#!/bin/bash
# Quarkus WebSockets Next 3.33.2 (io.quarkus:quarkus-websockets-next), Vert.x 4.5 of the same BOM, JDK 17 or newer, Maven. 2026-11-30.
#
# Guess: `quarkus.websockets-next.server.*` is about the extension's own endpoints; a route that upgrades by Vert.x (`toWebSocket`) is
# as before once the extension is in the POM.
# So it is: with the dependency alone, and no endpoint at all, a WebSocket that the extension has nothing to do with agrees to
# permessage-deflate (RFC 7692), which it did not before: its frames may come with RSV1 set, and each connection has a deflater. And
# `quarkus.websockets-next.server.per-message-compression-supported=false` does not change that while the extension has no endpoint.
#
# Seen:
#   without the extension: 101, no extensions
#   with it: 101, sec-websocket-extensions: permessage-deflate
#   with it, switched off: 101, sec-websocket-extensions: permessage-deflate
set -euo pipefail
work=$(mktemp -d)
trap '[ -z "${server:-}" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java/seen
cat > src/main/java/seen/Upgrade.java <<'JAVA'
package seen;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

@ApplicationScoped
public class Upgrade {
    void mount(@Observes Router router) {
        router.get("/ws").handler(routing -> routing.request().toWebSocket());
    }
}
JAVA
pom() {
    cat > pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>seen</groupId><artifactId>seen</artifactId><version>1</version>
  <properties><maven.compiler.release>17</maven.compiler.release><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>io.quarkus</groupId><artifactId>quarkus-bom</artifactId><version>3.33.2</version><type>pom</type><scope>import</scope>
  </dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-arc</artifactId></dependency>
    <dependency><groupId>io.quarkus</groupId><artifactId>$1</artifactId></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version>
  </plugin><plugin>
    <groupId>io.quarkus</groupId><artifactId>quarkus-maven-plugin</artifactId><version>3.33.2</version>
    <executions><execution><goals><goal>build</goal></goals></execution></executions>
  </plugin></plugins></build>
</project>
XML
}
build() {
    pom "$1"
    mvn -q -B -ntp clean package
}
upgrade() { # what it is called, and properties of the server
    local name=$1
    shift
    java -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=0 "$@" -jar target/quarkus-app/quarkus-run.jar > log 2>&1 &
    server=$!
    local address
    for _ in $(seq 600); do
        address=$(grep -o 'http://127.0.0.1:[0-9]*' log || true)
        [ -z "$address" ] || break
        sleep 0.2
    done
    curl -s -i -N --max-time 2 -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" \
        -H "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" -H "Sec-WebSocket-Extensions: permessage-deflate" \
        "$address/ws" 2>/dev/null > answer || true
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    local extensions
    extensions=$(tr -d '\r' < answer | grep -a -i '^sec-websocket-extensions:' | tr 'A-Z' 'a-z' || echo "no extensions")
    echo "$name: $(head -1 answer | cut -d' ' -f2), $extensions" | tee -a seen
}
build quarkus-vertx-http
upgrade "without the extension"
build quarkus-websockets-next
upgrade "with it"
upgrade "with it, switched off" -Dquarkus.websockets-next.server.per-message-compression-supported=false
diff seen - <<'SEEN'
without the extension: 101, no extensions
with it: 101, sec-websocket-extensions: permessage-deflate
with it, switched off: 101, sec-websocket-extensions: permessage-deflate
SEEN
