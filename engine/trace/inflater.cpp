#include "engine/trace/inflater.h"

#include "engine/trace/result.h"

#include <zlib.h>

namespace corelane {

namespace {
constexpr std::size_t longest = 64u << 20;
}

struct Inflater::Stream {
    z_stream z{};
    Stream() { CORELANE_ASSERT(inflateInit(&z) == Z_OK); }
    ~Stream() { inflateEnd(&z); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
};

Inflater::Inflater() = default;
Inflater::~Inflater() = default;

std::optional<std::string_view> Inflater::inflate(std::string_view deflated) {
    if (!m_stream) m_stream = std::make_unique<Stream>();
    z_stream& z = m_stream->z;
    inflateReset(&z);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(deflated.data()));
    z.avail_in = static_cast<uInt>(deflated.size());
    std::size_t size = 0;
    if (m_inflated.empty()) m_inflated.resize(512u << 10);
    for (;;) {
        z.next_out = reinterpret_cast<Bytef*>(m_inflated.data() + size);
        z.avail_out = static_cast<uInt>(m_inflated.size() - size);
        const int state = ::inflate(&z, Z_NO_FLUSH);
        size = m_inflated.size() - z.avail_out;
        if (state == Z_STREAM_END) return std::string_view(m_inflated.data(), size);
        if (state != Z_OK || (z.avail_out != 0 && z.avail_in == 0) || size >= longest) return std::nullopt;
        if (z.avail_out == 0) m_inflated.resize(m_inflated.size() * 2);
    }
}

}  // namespace corelane
