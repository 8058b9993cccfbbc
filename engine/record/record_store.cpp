#include "engine/record/record_store.h"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace corelane {

namespace {
std::mutex spareMutex;
std::vector<std::unique_ptr<Record[]>> spare;
constexpr std::size_t mostSpare = 64;
}  // namespace

void RecordStore::Return::operator()(Record* piece) const {
    std::unique_ptr<Record[]> owned(piece);
    const std::lock_guard lock(spareMutex);
    if (spare.size() < mostSpare) spare.push_back(std::move(owned));
}

RecordStore::Piece RecordStore::makePiece() {
    {
        const std::lock_guard lock(spareMutex);
        if (!spare.empty()) {
            Piece piece(spare.back().release());
            spare.pop_back();
            return piece;
        }
    }
    return Piece(new Record[pieceRecords]);
}

void RecordStore::append(const Record* records, std::size_t count) {
    while (count) {
        if (m_end == pieceRecords) {
            m_pieces.push_back(makePiece());
            m_end = 0;
        }
        const std::size_t now = std::min(count, pieceRecords - m_end);
        std::memcpy(m_pieces.back().get() + m_end, records, now * sizeof(Record));
        m_end += now;
        records += now;
        count -= now;
    }
}

const Record* RecordStore::front() {
    if (m_pieces.empty() || (m_pieces.size() == 1 && m_first == m_end)) return nullptr;
    return m_pieces.front().get() + m_first;
}

void RecordStore::pop() {
    if (++m_first < pieceRecords) return;
    m_pieces.pop_front();
    m_first = 0;
    if (m_pieces.empty()) m_end = pieceRecords;
}

}  // namespace corelane
