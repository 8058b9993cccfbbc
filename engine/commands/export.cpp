// export: a recorded file in another format.
#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/commands/write_all.h"
#include "engine/export/exporter.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <ostream>
#include <streambuf>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace corelane {

namespace {

namespace fs = std::filesystem;

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

Result<> writeTo(int fd, std::string_view name, const Exporter& exporter, const Trace& trace) {
    DescriptorBuffer buffer(fd);
    std::ostream out(&buffer);
    const Result<> written = exporter.write(trace, out);
    out.flush();
    if (buffer.error() == EPIPE) return {};  // the reader has had enough
    if (buffer.error() != 0)
        return fail(
            Error::Kind::Missing, fmt::format(
                                      "{}: cannot be written ({}); free some space or write elsewhere", name,
                                      std::strerror(buffer.error())));
    return written;
}

// Beside the place first, then renamed into it: there is never half a report under the name.
Result<> writeFile(const std::string& name, const Exporter& exporter, const Trace& trace) {
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
    Result<> written = writeTo(fd, name, exporter, trace);
    close(fd);
    if (device) return written;
    if (written && rename(place.c_str(), name.c_str()) != 0) written = refused();
    if (!written) unlink(place.c_str());
    return written;
}

Result<> exportFile(const std::string& file, const std::string& format, const std::string& where) {
    if (format == "perfetto")
        return fail(
            Error::Kind::Invalid,
            fmt::format("{} is a Perfetto trace already: open it at ui.perfetto.dev as it is", file));
    const Exporter* exporter = findExporter(format);
    if (!exporter) {
        std::vector<std::string_view> names;
        for (const Exporter* known : exporters()) names.push_back(known->name);
        return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", format, names));
    }
    std::error_code ignored;
    if (fs::equivalent(file, where, ignored))
        return fail(
            Error::Kind::Invalid, fmt::format("-o {}: is the recorded file itself; give another name", where));
    const auto trace = TRY(readRecorded(file));
    if (where.empty() || where == "-") return writeTo(STDOUT_FILENO, "standard output", *exporter, *trace);
    return writeFile(where, *exporter, *trace);
}

}  // namespace

void addExport(CLI::App& app, int& exitStatus) {
    struct Words {
        std::string file, format, where;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand("export", "Write a recorded file in another format");
    command->add_option("FILE", words->file, "The recorded file")->required();
    command->add_option("--format", words->format, "One of `corelane-engine list exporters`")->required();
    command->add_option("-o", words->where, "Where to; - or nothing: standard output");
    command->callback([words, &exitStatus] {
        const auto done = exportFile(words->file, words->format, words->where);
        exitStatus = done ? status::done : report(done.error());
    });
}

}  // namespace corelane
