#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace headroom::sim {

/// Objects that come and go at a high rate, addressed by slot, with a generation that tells a stale slot apart.
/// References stay valid for the pool's life; a slot's contents are what its last user left.
template <class T>
class SlotPool {
public:
    std::uint32_t acquire() {
        if (m_free.empty()) grow();
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        at(slot).isLive = true;
        return slot;
    }

    void release(std::uint32_t slot) {
        Cell& cell = at(slot);
        ++cell.generation;
        cell.isLive = false;
        m_free.push_back(slot);
    }

    T& operator[](std::uint32_t slot) { return at(slot).item; }
    const T& operator[](std::uint32_t slot) const { return at(slot).item; }
    std::uint32_t generation(std::uint32_t slot) const { return at(slot).generation; }
    bool isLive(std::uint32_t slot) const { return slot < capacity() && at(slot).isLive; }
    std::uint32_t capacity() const { return static_cast<std::uint32_t>(m_blocks.size() * blockSize); }
    std::size_t liveCount() const { return capacity() - m_free.size(); }

private:
    static constexpr std::uint32_t blockBits = 8;
    static constexpr std::uint32_t blockSize = 1U << blockBits;
    struct Cell {
        std::uint32_t generation = 1;  // first, beside the item's first fields: what a look at a slot needs is in one cache line
        bool isLive = false;
        T item{};
    };

    Cell& at(std::uint32_t slot) { return m_blocks[slot >> blockBits][slot & (blockSize - 1)]; }
    const Cell& at(std::uint32_t slot) const { return m_blocks[slot >> blockBits][slot & (blockSize - 1)]; }

    void grow() {
        const std::uint32_t first = capacity();
        m_blocks.push_back(std::make_unique<Cell[]>(blockSize));
        for (std::uint32_t i = blockSize; i > 0; --i) m_free.push_back(first + i - 1);
    }

    std::vector<std::unique_ptr<Cell[]>> m_blocks;
    std::vector<std::uint32_t> m_free;
};

}  // namespace headroom::sim
