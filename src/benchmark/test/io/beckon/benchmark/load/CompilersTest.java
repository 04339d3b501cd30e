package io.beckon.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That HotSpot's compilers are still found by their names. */
class CompilersTest {

    @Test
    void aJvmHasCompiledByTheTimeItRunsATest() {
        double seconds = Compilers.seconds(List.of(ProcessHandle.current().pid())).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertTrue(seconds > 0, "no compiler among the threads");
    }
}
