package headroom.conformance;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionRatioEstimator;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecord;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;

/**
 * Sizes of records, estimates of batches while they fill, and the compression ratio estimate.
 *
 * <p>Lines: {@code R offsetDelta timestampDelta key value headerKey:headerValue,... size upperBound}; {@code B limit compressed
 * ratioBits} starts a batch and {@code A key value timestampDelta accepted full estimate} offers it a record; {@code W bytes}
 * is the size of the batch once written (uncompressed only); {@code E observedBits estimateBits} updates a ratio that starts
 * at {@code S}. Floats are written as their bits.
 */
final class SizeTrace {
    private final Random random;
    private final StringBuilder out = new StringBuilder();

    SizeTrace(Random random) {
        this.random = random;
    }

    String build() {
        for (int i = 0; i < 2000; i++) record();
        for (int i = 0; i < 120; i++) batch();
        for (int i = 0; i < 40; i++) ratio(i);
        return out.toString();
    }

    private int length(int most) {
        int dice = random.nextInt(10);
        if (dice == 0) return -1;
        if (dice == 1) return 0;
        return random.nextInt(dice < 6 ? Math.min(most, 200) : most);
    }

    private static ByteBuffer bytes(int length) {
        return length < 0 ? null : ByteBuffer.allocate(length);
    }

    private void record() {
        int offsetDelta = random.nextInt(3) == 0 ? random.nextInt(100000) : random.nextInt(140);
        long timestampDelta = random.nextInt(3) == 0 ? random.nextLong() >> (1 + random.nextInt(62)) : random.nextInt(200);
        int key = length(300);
        int value = length(20000);
        Header[] headers = new Header[random.nextInt(3) == 0 ? random.nextInt(4) : 0];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < headers.length; i++) {
            String name = "h".repeat(random.nextInt(80));
            int size = length(100);
            headers[i] = new RecordHeader(name, size < 0 ? null : new byte[size]);
            text.append(i == 0 ? "" : ",").append(name.length()).append(':').append(size);
        }
        int exact = DefaultRecord.sizeInBytes(offsetDelta, timestampDelta, bytes(key), bytes(value), headers);
        int bound = AbstractRecords.estimateSizeInBytesUpperBound(RecordBatch.MAGIC_VALUE_V2, CompressionType.NONE, bytes(key),
            bytes(value), headers);
        out.append("R ").append(offsetDelta).append(' ').append(timestampDelta).append(' ').append(key).append(' ').append(value)
            .append(' ').append(headers.length == 0 ? "-" : text).append(' ').append(exact).append(' ').append(bound).append('\n');
    }

    private void batch() {
        boolean compressed = random.nextInt(3) == 0;
        int limit = random.nextInt(4) == 0 ? 200 + random.nextInt(3000) : 16384;
        float ratio = 0.1f + random.nextFloat() * 1.1f;
        Compression compression = compressed ? Compression.gzip().build() : Compression.NONE;
        MemoryRecordsBuilder builder = MemoryRecords.builder(ByteBuffer.allocate(limit), RecordBatch.MAGIC_VALUE_V2, compression,
            TimestampType.CREATE_TIME, 0L);
        builder.setEstimatedCompressionRatio(ratio);
        out.append("B ").append(limit).append(' ').append(compressed ? 1 : 0).append(' ').append(Float.floatToIntBits(ratio)).append('\n');
        long start = 1_700_000_000_000L;
        int usual = random.nextInt(1500);
        boolean accepted = true;
        for (int i = 0; i < 60 && accepted; i++) {
            int key = length(40);
            int value = random.nextInt(3) == 0 ? length(3000) : usual;
            long delta = i == 0 ? 0 : random.nextInt(1000);
            accepted = builder.hasRoomFor(start + delta, bytes(key), bytes(value), new Header[0]);
            if (accepted) builder.append(start + delta, bytes(key), bytes(value), new Header[0]);
            out.append("A ").append(key).append(' ').append(value).append(' ').append(delta).append(' ').append(accepted ? 1 : 0)
                .append(' ').append(builder.isFull() ? 1 : 0).append(' ').append(builder.estimatedSizeInBytes()).append('\n');
        }
        int written = builder.build().sizeInBytes();
        if (!compressed) out.append("W ").append(written).append('\n');
    }

    private void ratio(int number) {
        String topic = "t" + number;
        float start = random.nextBoolean() ? 1.0f : random.nextFloat();
        CompressionRatioEstimator.setEstimation(topic, CompressionType.LZ4, start);
        out.append("S ").append(Float.floatToIntBits(start)).append('\n');
        float centre = random.nextFloat();
        for (int i = 0; i < 25; i++) {
            float observed = random.nextInt(6) == 0 ? random.nextFloat() * 1.2f : centre + random.nextFloat() * 0.02f;
            float estimate = CompressionRatioEstimator.updateEstimation(topic, CompressionType.LZ4, observed);
            out.append("E ").append(Float.floatToIntBits(observed)).append(' ').append(Float.floatToIntBits(estimate)).append('\n');
        }
    }
}
