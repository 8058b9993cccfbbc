// The ordinary packet, an event on a lane, taken apart without a look at what may not be in it: nearly all bytes of a
// file are such packets. Private to the reader.
#pragma once

#include "engine/trace/perfetto.h"

#include <cstring>
#include <string_view>
#include <vector>

namespace corelane {

struct EventPacket {
    std::uint64_t timestamp = 0, nameIid = 0, correlation = 0, counterValue = 0;
    std::uint32_t sequence = 0, type = 0;
    std::vector<std::uint64_t> flowsIn, flowsOut;

    // False: there is something else in the packet, or it is broken; then nothing is to be made of the fields.
    bool parse(std::string_view packet);

  private:
    static bool varint(const char*& at, const char* end, std::uint64_t& value) {
        value = 0;
        for (int shift = 0; at != end && shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(*at++);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return true;
        }
        return false;
    }
    bool parseEvent(const char* at, const char* end);
};

inline bool EventPacket::parse(std::string_view packet) {
    using perfetto::Tag;
    const char *at = packet.data(), *const end = at + packet.size();
    std::uint64_t value = 0;
    timestamp = sequence = type = 0;
    while (at != end) {
        const auto tag = static_cast<unsigned char>(*at++);
        if (!varint(at, end, value)) return false;
        switch (tag) {
        case perfetto::packet::timestamp << 3:
            timestamp = value;
            break;
        case perfetto::packet::sequence << 3:
            sequence = static_cast<std::uint32_t>(value);
            break;
        case perfetto::packet::trackEvent << 3 | 2:
            if (value > static_cast<std::uint64_t>(end - at) || !parseEvent(at, at + value)) return false;
            at += value;
            break;
        default:
            return false;
        }
    }
    return type == perfetto::event::begin || type == perfetto::event::end || type == perfetto::event::counter;
}

inline bool EventPacket::parseEvent(const char* at, const char* end) {
    nameIid = correlation = counterValue = 0;
    flowsIn.clear();
    flowsOut.clear();
    std::uint64_t tag = 0, value = 0;
    while (at != end) {
        if (!varint(at, end, tag)) return false;
        if ((tag & 7) == 1) {
            if (end - at < 8) return false;
            std::memcpy(&value, at, 8);  // little endian, as every machine Corelane is built for
            at += 8;
        } else if ((tag & 7) != 0 || !varint(at, end, value)) {
            return false;
        }
        switch (tag) {
        case perfetto::event::type << 3:
            type = static_cast<std::uint32_t>(value);
            break;
        case perfetto::event::nameIid << 3:
            nameIid = value;
            break;
        case perfetto::event::correlation << 3:
            correlation = value;
            break;
        case perfetto::event::counterValue << 3:
            counterValue = value;
            break;
        case perfetto::event::flowsIn << 3 | 1:
            flowsIn.push_back(value);
            break;
        case perfetto::event::flowsOut << 3 | 1:
            flowsOut.push_back(value);
            break;
        default:
            return false;
        }
    }
    return true;
}

}  // namespace corelane
