#include "engine/commands/whole_file.h"

#include "engine/record/write_all.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <streambuf>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace corelane {

namespace {

// A stream into a descriptor that remembers why it failed.
class DescriptorBuffer final : public std::streambuf {
  public:
    explicit DescriptorBuffer(int fd) : m_fd(fd), m_buffer(1 << 16) {
        setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
    }
    int error() const { return m_error; }

  protected:
    int_type overflow(int_type c) override {
        if (sync() != 0) return traits_type::eof();
        if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
        return traits_type::not_eof(c);
    }
    int sync() override {
        if (m_error == 0) m_error = writeAll(m_fd, {pbase(), static_cast<std::size_t>(pptr() - pbase())});
        setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
        return m_error == 0 ? 0 : -1;
    }

  private:
    int m_fd;
    std::vector<char> m_buffer;
    int m_error = 0;
};

}  // namespace

Result<> writeStream(int fd, std::string_view name, const FillStream& fill) {
    DescriptorBuffer buffer(fd);
    std::ostream out(&buffer);
    const Result<> written = fill(out);
    out.flush();
    if (buffer.error() == EPIPE) return {};  // the reader has had enough
    if (buffer.error() != 0)
        return fail(
            Error::Kind::Missing, fmt::format(
                                      "{}: cannot be written ({}); free some space or write elsewhere", name,
                                      std::strerror(buffer.error())));
    return written;
}

Result<> writeWholeFile(const std::string& name, const FillStream& fill) {
    const auto refused = [&] {
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "{}: cannot be written ({}); name a file in a folder you may write to", name, std::strerror(errno)));
    };
    struct stat facts {};
    const bool device = stat(name.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode);
    const std::string place = device ? name : fmt::format("{}.part-{}", name, getpid());
    const int fd = open(place.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return refused();
    Result<> written = writeStream(fd, name, fill);
    close(fd);
    if (device) return written;
    if (written && rename(place.c_str(), name.c_str()) != 0) written = refused();
    if (!written) unlink(place.c_str());
    return written;
}

}  // namespace corelane
