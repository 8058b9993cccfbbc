// Records drained from one ring and not encoded yet: a queue of large pieces of memory that are used again by the
// next run, so that draining does not fault pages in while a run is measured.
#pragma once

#include "engine/record/ring.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

namespace corelane {

// Not thread-safe; give it to one thread at a time.
class RecordStore {
  public:
    static constexpr std::size_t pieceRecords = 1u << 15;  // 1 MiB

    void append(const Record*, std::size_t count);
    const Record* front();  // null: empty
    void pop();

  private:
    struct Return {
        void operator()(Record*) const;  // keeps up to 64 MiB for the next one who asks
    };
    using Piece = std::unique_ptr<Record[], Return>;
    static Piece makePiece();

    std::deque<Piece> m_pieces;
    std::size_t m_first = 0;           // in the first piece
    std::size_t m_end = pieceRecords;  // in the last piece
};

}  // namespace corelane
