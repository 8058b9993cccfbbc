// Cuts what an engine on another host sends into its lines and its trace's whole packets.
#pragma once

#include "engine/trace/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace corelane {

class ReplyStream {
  public:
    struct Takers {
        std::function<Result<>(std::string_view line)> line;        // without its end
        std::function<Result<>(std::string_view packets)> packets;  // one or more, framing included
    };
    explicit ReplyStream(Takers takers) : m_takers(std::move(takers)) {}

    // Packets are told from lines by their first byte, which is a line's end, from when `expectPackets()` was called:
    // what a shell there says before the engine may have empty lines. Error: a taker's, or (Format) a line or a
    // packet longer than there are.
    Result<> feed(std::string_view bytes);
    void expectPackets() { m_packets = true; }
    std::size_t heldBack() const { return m_rest.size(); }  // of something that is not whole yet

  private:
    Takers m_takers;
    std::string m_rest;
    bool m_packets = false;
};

}  // namespace corelane
