package headroom.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.kafka.clients.consumer.AssignorTrace;
import org.apache.kafka.clients.producer.internals.PartitionerTrace;

/**
 * Writes every trace file, each starting with a comment that names the library version. The same output every time, except
 * the extremes in backoff.txt, which come from the library's own random generator.
 */
public final class Generate {
    private Generate() { }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        String library = "org.apache.kafka:kafka-clients:" + args[1];
        write(folder, "assignors.txt", library, new AssignorTrace(new Random(20240901)).build());
        write(folder, "partitioner.txt", library, new PartitionerTrace(new Random(20240902)).build());
        write(folder, "sizes.txt", library, new SizeTrace(new Random(20240903)).build());
        write(folder, "quota.txt", library, new QuotaTrace(new Random(20240905)).build());
        write(folder, "backoff.txt", library, new BackoffTrace(new Random(20240904)).build());
    }

    private static void write(Path folder, String name, String library, String body) {
        try {
            String header = "# Decisions of " + library + ", written by generate.sh; don't edit.\n";
            Files.writeString(folder.resolve(name), header + body, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
