#include "engine/models/worker_order.h"

#include <fmt/format.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corelane {
namespace {

constexpr std::uint64_t orderMark = 0x31726564726f6c63;  // "clorder1"
constexpr std::uint64_t maximumOrderBytes = 1u << 20;

enum class Tag : std::uint64_t { Bool, Int, Real, Text };

class Encoder {
  public:
    void number(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) m_bytes.push_back(static_cast<std::byte>(value >> shift));
    }
    void text(std::string_view value) {
        number(value.size());
        const auto bytes = std::as_bytes(std::span(value));
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }
    void options(const Options& options) {
        number(options.values().size());
        for (const auto& [name, value] : options.values()) {
            text(name);
            number(value.index());
            if (const auto* flag = std::get_if<bool>(&value)) number(*flag);
            if (const auto* integer = std::get_if<std::int64_t>(&value)) number(static_cast<std::uint64_t>(*integer));
            if (const auto* real = std::get_if<double>(&value)) number(std::bit_cast<std::uint64_t>(*real));
            if (const auto* word = std::get_if<std::string>(&value)) text(*word);
        }
    }
    std::vector<std::byte> take() { return std::move(m_bytes); }

  private:
    std::vector<std::byte> m_bytes;
};

// After the first fault everything read is empty, and failed() stays true.
class Decoder {
  public:
    explicit Decoder(std::span<const std::byte> bytes) : m_rest(bytes) {}

    std::uint64_t number() {
        if (m_rest.size() < 8) return refuse();
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(m_rest[i]) << (8 * i);
        m_rest = m_rest.subspan(8);
        return value;
    }
    std::string text() {
        const std::uint64_t size = number();
        if (size > m_rest.size()) return refuse(), std::string();
        std::string value(reinterpret_cast<const char*>(m_rest.data()), size);
        m_rest = m_rest.subspan(size);
        return value;
    }
    // A count of things that need at least 8 bytes each, so a torn count cannot ask for much memory.
    std::uint64_t count() {
        const std::uint64_t value = number();
        return value > m_rest.size() / 8 ? refuse() : value;
    }
    Options options() {
        Options options;
        for (std::uint64_t left = count(); left > 0 && !m_failed; --left) {
            std::string name = text();
            switch (static_cast<Tag>(number())) {
            case Tag::Bool:
                options.set(std::move(name), number() != 0);
                break;
            case Tag::Int:
                options.set(std::move(name), static_cast<std::int64_t>(number()));
                break;
            case Tag::Real:
                options.set(std::move(name), std::bit_cast<double>(number()));
                break;
            case Tag::Text:
                options.set(std::move(name), text());
                break;
            default:
                refuse();
            }
        }
        return options;
    }
    bool failed() const { return m_failed; }
    bool atEnd() const { return m_rest.empty(); }

  private:
    std::uint64_t refuse() {
        m_failed = true;
        m_rest = {};
        return 0;
    }
    std::span<const std::byte> m_rest;
    bool m_failed = false;
};

}  // namespace

WorkerOrder orderOf(const Execution& execution, std::string_view transport) {
    return {
        .workload = std::string(execution.workloadName),
        .workloadOptions = {execution.workloadOptions.begin(), execution.workloadOptions.end()},
        .modelOptions = execution.options,
        .transport = std::string(transport),
        .cores = {execution.cores.begin(), execution.cores.end()},
        .workers = execution.workers,
        .pin = execution.pin};
}

std::vector<std::byte> encode(const WorkerOrder& order) {
    Encoder to;
    to.number(orderMark);
    to.text(order.workload);
    to.number(order.workloadOptions.size());
    for (const Options& options : order.workloadOptions) to.options(options);
    to.options(order.modelOptions);
    to.text(order.transport);
    to.number(order.cores.size());
    for (const int core : order.cores) to.number(static_cast<std::uint64_t>(core));
    to.number(static_cast<std::uint64_t>(order.workers));
    to.number(order.pin);
    return to.take();
}

Result<WorkerOrder> decodeWorkerOrder(std::span<const std::byte> bytes) {
    Decoder from(bytes);
    WorkerOrder order;
    const bool known = from.number() == orderMark;
    order.workload = from.text();
    order.workloadOptions.resize(from.count());
    for (Options& options : order.workloadOptions) options = from.options();
    order.modelOptions = from.options();
    order.transport = from.text();
    order.cores.resize(from.count());
    for (int& core : order.cores) core = static_cast<int>(from.number());
    order.workers = static_cast<int>(from.number());
    order.pin = from.number() != 0;
    if (!known || from.failed() || !from.atEnd() || order.cores.empty() || order.workers < 1)
        return fail(
            Error::Kind::Format,
            "a worker process was given an order it cannot read; the engine and the worker program "
            "are of different versions, so install both from the same build");
    return order;
}

Result<Descriptor> writeOrder(const WorkerOrder& order) {
    const std::vector<std::byte> bytes = encode(order);
    Descriptor fd(memfd_create("corelane worker order", MFD_CLOEXEC));
    if (!fd || write(fd.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        return fail(
            Error::Kind::Io, fmt::format(
                                 "the order for the worker processes could not be written into shared memory "
                                 "({}); free some memory and run it again",
                                 std::strerror(errno)));
    return fd;
}

Result<WorkerOrder> readOrder(int fd) {
    struct stat facts {};
    if (fstat(fd, &facts) != 0 || facts.st_size < 0 || static_cast<std::uint64_t>(facts.st_size) > maximumOrderBytes)
        return fail(
            Error::Kind::Io, "a worker process found no order in the descriptor it was given; workers are "
                             "started by corelane-engine only");
    std::vector<std::byte> bytes(static_cast<std::size_t>(facts.st_size));
    if (pread(fd, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return fail(
            Error::Kind::Io,
            fmt::format("a worker process could not read its order ({}); run it again", std::strerror(errno)));
    return decodeWorkerOrder(bytes);
}

}  // namespace corelane
