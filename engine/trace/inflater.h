// Undoes what zlib did to a block of packets. Private to the reader.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace corelane {

class Inflater {
  public:
    Inflater();
    ~Inflater();
    // Valid until the next call. Nothing: the bytes are damaged, or would grow beyond 64 MiB.
    std::optional<std::string_view> inflate(std::string_view deflated);

  private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    std::string m_inflated;
};

}  // namespace corelane
