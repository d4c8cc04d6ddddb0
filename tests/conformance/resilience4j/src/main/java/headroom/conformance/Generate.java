package headroom.conformance;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the trace files into the folder given as the argument. */
public final class Generate {
    private Generate() {
    }

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path folder = Path.of(arguments[0]);
        try (PrintWriter out = open(folder, "circuit_breaker.csv")) {
            new BreakerTraces(out, 20260101).write(95, 130);
        }
        try (PrintWriter out = open(folder, "rate_limiter.csv")) {
            new LimiterTraces(out, 20260102).write(40, 80);
        }
        try (PrintWriter out = open(folder, "retry_interval.csv")) {
            new RetryTraces(out, 20260103).write(1000);
        }
    }

    private static PrintWriter open(Path folder, String name) throws IOException {
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8));
        String jar = CircuitBreakerRegistry.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        out.println("# made by tests/conformance/resilience4j/generate.sh with "
            + Path.of(jar).getFileName().toString().replace(".jar", "") + " on Java " + Runtime.version().feature());
        return out;
    }
}
