#include "engine/remote/reply_stream.h"

#include <optional>

namespace corelane {

namespace {

constexpr char packetTag = '\x0a';
constexpr std::size_t longestPacket = 256u << 20, longestLine = 64u << 10;

Error noTrace() {
    return {
        Error::Kind::Format, "sends what is neither a trace nor an answer; is it corelane-engine that runs there?"};
}

// The bytes of the packet that begins the text, framing included; nothing: its length is not whole yet.
Result<std::optional<std::size_t>> packetSize(std::string_view text) {
    std::size_t length = 0;
    for (std::size_t i = 1, shift = 0; i < text.size(); ++i, shift += 7) {
        if (shift > 28) return tl::unexpected(noTrace());
        const auto byte = static_cast<unsigned char>(text[i]);
        length |= static_cast<std::size_t>(byte & 0x7f) << shift;
        if (byte & 0x80) continue;
        if (length > longestPacket) return tl::unexpected(noTrace());
        return i + 1 + length;
    }
    return std::nullopt;
}

}  // namespace

Result<> ReplyStream::feed(std::string_view bytes) {
    m_rest += bytes;
    std::size_t done = 0;     // of m_rest, given away
    std::size_t packets = 0;  // bytes behind it that are whole packets
    const auto givePackets = [&]() -> Result<> {
        if (packets == 0) return {};
        const Result<> taken = m_takers.packets(std::string_view(m_rest).substr(done, packets));
        done += std::exchange(packets, 0);
        return taken;
    };
    while (done + packets < m_rest.size()) {
        const std::string_view ahead = std::string_view(m_rest).substr(done + packets);
        if (m_packets && ahead.front() == packetTag) {
            const std::optional<std::size_t> size = TRY(packetSize(ahead));
            if (!size || *size > ahead.size()) break;
            packets += *size;
            continue;
        }
        TRY(givePackets());
        const std::size_t end = ahead.find('\n');
        if (end == std::string_view::npos) {
            if (ahead.size() > longestLine) return tl::unexpected(noTrace());
            break;
        }
        done += end + 1;
        TRY(m_takers.line(ahead.substr(0, end)));
    }
    TRY(givePackets());
    m_rest.erase(0, done);
    return {};
}

}  // namespace corelane
