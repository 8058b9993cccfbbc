// Gathers packets and hands them on in blocks of whole packets, as they are or deflated. Private to the writer.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/writer.h"

#include <protozero/pbf_writer.hpp>

#include <optional>
#include <string>

namespace corelane {

class PacketStream {
  public:
    PacketStream(Writer::Sink sink, Writer::Packing packing);
    ~PacketStream();
    PacketStream(const PacketStream&) = delete;
    PacketStream& operator=(const PacketStream&) = delete;

    // Adds one packet that `fill(pbf_writer&)` writes.
    template <class Fill>
    void add(Fill&& fill) {
        m_packet.clear();
        {
            protozero::pbf_writer packet(m_packet);
            fill(packet);
        }
        protozero::pbf_writer(m_block).add_message(1, m_packet);
        if (m_block.size() >= blockBytes) handOver();
    }
    // Adds whole packets, framing included.
    void addFramed(const char* bytes, std::size_t size) {
        m_block.append(bytes, size);
        if (m_block.size() >= blockBytes) handOver();
    }

    void handOver();
    const std::optional<Error>& error() const { return m_error; }
    std::uint64_t bytesWritten() const { return m_bytes; }

  private:
    static constexpr std::size_t blockBytes = 256 << 10;
    struct Deflater;

    Writer::Sink m_sink;
    std::unique_ptr<Deflater> m_deflater;
    std::string m_packet, m_block, m_deflated;
    std::optional<Error> m_error;
    std::uint64_t m_bytes = 0;
};

}  // namespace corelane
