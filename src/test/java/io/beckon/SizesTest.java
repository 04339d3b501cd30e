package io.beckon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What is larger than most is listed in docs/architecture.md, each with its reason, and nothing else is. */
class SizesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path DOCUMENT = Path.of("docs/architecture.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z.]+\\.[A-Z][^`]*)` \\| [^|]+ \\|$", Pattern.MULTILINE);

    private static final int LONG_TYPE = 300;
    private static final int LONG_METHOD = 40;
    private static final int MANY_PARAMETERS = 7;

    @Test
    void whatIsLargeHasAReason() throws IOException {
        assertEquals(lines(listed()), lines(large()));
    }

    private static String lines(Set<String> names) {
        return String.join("\n", names);
    }

    private static Set<String> listed() throws IOException {
        String text = Files.readString(DOCUMENT);
        String section = text.substring(text.indexOf("## What is large"));
        return ROW.matcher(section).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> large() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Set<String> found = new TreeSet<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> paths =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(paths));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Measure(unit, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    /** Types by their names without {@code io.beckon}; methods, and constructors as {@code new}, behind a {@code #}. */
    private static final class Measure extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap map;
        private final Set<String> found;
        private final Deque<String> types = new ArrayDeque<>();

        Measure(CompilationUnitTree unit, SourcePositions positions, Set<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.map = unit.getLineMap();
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            String simple = type.getSimpleName().toString();
            types.addLast(simple);
            if (!simple.isEmpty() && length(type) > LONG_TYPE) {
                found.add(name());
            }
            super.visitClass(type, nothing);
            types.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean isConstructor = method.getReturnType() == null;
            boolean isWritten = positions.getStartPosition(unit, method) >= 0 && method.getBody() != null;
            boolean takesMuch = isConstructor
                    && getCurrentPath().getParentPath().getLeaf().getKind() != Tree.Kind.RECORD
                    && method.getParameters().size() > MANY_PARAMETERS;
            if (isWritten && (length(method) > LONG_METHOD || takesMuch)) {
                found.add(name() + "#" + (isConstructor ? "new" : method.getName()));
            }
            return super.visitMethod(method, nothing);
        }

        private String name() {
            String in = String.valueOf(unit.getPackageName()).replaceFirst("^io\\.beckon\\.?", "");
            return in + "." + String.join(".", types);
        }

        private long length(Tree tree) {
            return map.getLineNumber(positions.getEndPosition(unit, tree))
                    - map.getLineNumber(positions.getStartPosition(unit, tree))
                    + 1;
        }
    }
}
