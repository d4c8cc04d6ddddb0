#include "model/rules/kafka/record_size.h"

#include <algorithm>
#include <limits>

namespace headroom::rules {
namespace {

constexpr float kCompressionSafety = 1.05F;

int lengthAndBytes(int size) {
    return size < 0 ? varintSize(-1) : varintSize(size) + size;
}

int contentSize(const RecordShape& shape) {
    int size = lengthAndBytes(shape.key) + lengthAndBytes(shape.value);
    size += varintSize(static_cast<std::int64_t>(shape.headers.size()));
    for (const RecordShape::Header& header : shape.headers) size += lengthAndBytes(header.key) + lengthAndBytes(header.value);
    return size;
}

/// The first value above `value` whose encoding is longer.
std::int64_t endOfVarintClass(std::int64_t value) {
    const int bits = 7 * varintSize(value) - 1;
    return std::int64_t{1} << bits;
}

}  // namespace

int varintSize(std::int64_t value) {
    std::uint64_t zigzag = (static_cast<std::uint64_t>(value) << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0);
    int bytes = 1;
    for (; zigzag >= 0x80; zigzag >>= 7) ++bytes;
    return bytes;
}

int recordSizeInBytes(int offsetDelta, std::int64_t timestampDelta, const RecordShape& shape) {
    const int body = 1 + varintSize(offsetDelta) + varintSize(timestampDelta) + contentSize(shape);
    return body + varintSize(body);
}

std::int64_t runSizeInBytes(int firstOffsetDelta, int count, std::int64_t timestampDelta, const RecordShape& shape) {
    std::int64_t total = 0;
    std::int64_t delta = firstOffsetDelta;
    const std::int64_t end = delta + count;
    while (delta < end) {
        const std::int64_t next = std::min(end, endOfVarintClass(delta));
        total += (next - delta) * recordSizeInBytes(static_cast<int>(delta), timestampDelta, shape);
        delta = next;
    }
    return total;
}

int batchSizeUpperBound(const RecordShape& shape) {
    return kBatchHeaderBytes + kMaxRecordOverheadBytes + contentSize(shape);
}

BatchEstimate::BatchEstimate(int limit, model::Compression compression, float compressionRatio)
    : m_limit(limit), m_isCompressed(compression != model::Compression::None), m_ratio(compressionRatio) {}

int BatchEstimate::estimateOf(std::int64_t uncompressed) const {
    if (!m_isCompressed) return kBatchHeaderBytes + static_cast<int>(uncompressed);
    return kBatchHeaderBytes + static_cast<int>(static_cast<float>(uncompressed) * m_ratio * kCompressionSafety);
}

bool BatchEstimate::hasRoomFor(int recordSize) const {
    if (isFull()) return false;
    return m_records == 0 || m_limit >= sizeInBytes() + recordSize;
}

void BatchEstimate::append(std::int64_t size, int records) {
    m_uncompressed += size;
    m_records += records;
}

bool BatchEstimate::isFull() const {
    return m_isClosed || (m_records > 0 && m_limit <= sizeInBytes());
}

int BatchEstimate::sizeInBytes() const {
    return estimateOf(m_uncompressed);
}

int BatchEstimate::roomForRecords(int recordSize) const {
    if (!hasRoomFor(recordSize)) return 0;
    // The first record always fits; each next one needs estimate + its own size within the limit.
    const auto fitsAfter = [&](std::int64_t appended) {
        const int estimate = estimateOf(m_uncompressed + appended * recordSize);
        return estimate < m_limit && estimate + recordSize <= m_limit;
    };
    std::int64_t low = 1;
    std::int64_t high = 2;
    constexpr std::int64_t kMost = std::int64_t{1} << 30;
    while (high < kMost && fitsAfter(high - 1)) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (fitsAfter(middle - 1) ? low : high) = middle;
    }
    return static_cast<int>(low);
}

float updatedCompressionRatio(float current, float observed) {
    constexpr float kImprovingStep = 0.005F;
    constexpr float kDeterioratingStep = 0.05F;
    if (observed > current) return std::max(current + kDeterioratingStep, observed);
    if (observed < current) return std::max(current - kImprovingStep, observed);
    return current;
}

}  // namespace headroom::rules
