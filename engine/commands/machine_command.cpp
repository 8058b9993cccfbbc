// machine: what a comparison would run on, and what could be seen of it.
#include "engine/commands/commands.h"
#include "engine/models/model.h"
#include "engine/run/json_text.h"
#include "engine/run/machine.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <memory>
#include <optional>

namespace corelane {

namespace {

std::string reasonAgainst(const Model& model) {
    return model.unavailable ? model.unavailable() : std::string();
}

// The first command that a detail names, between backticks; "" when it names none.
std::string commandIn(const std::string& detail) {
    const auto begin = detail.find('`');
    const auto end = begin == std::string::npos ? begin : detail.find('`', begin + 1);
    return end == std::string::npos ? std::string() : detail.substr(begin + 1, end - begin - 1);
}

std::string asJson(const Machine& machine, const std::vector<int>& cores, const std::optional<double>& busy) {
    Json found = Json::array();
    for (const Model* model : models()) {
        const std::string reason = reasonAgainst(*model);
        found.push_back({{"model", model->name}, {"unavailable", reason.empty() ? Json(nullptr) : Json(reason)}});
    }
    const std::uint64_t memory = availableMemory();
    const std::string raisedBy = commandIn(machine.recordingDetail);
    const Json out = {
        {"host", machine.host},
        {"cpu", machine.cpu},
        {"kernel", machine.kernel},
        {"system", machine.system},
        {"cores", machine.cores},
        {"allowed_cores", cores},
        {"available_memory_bytes", memory == 0 ? Json(nullptr) : Json(memory)},
        {"clock", machine.clock},
        {"clock_step_ns", machine.clockStepNs},
        {"clock_read_ns", machine.clockReadNs},
        {"recording_level", machine.recordingLevel},
        {"recording_detail", machine.recordingDetail},
        {"raised_by", raisedBy.empty() ? Json(nullptr) : Json(raisedBy)},
        {"busy_share", busy ? Json(*busy) : Json(nullptr)},
        {"models", found}};
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string asText(const Machine& machine, const std::vector<int>& cores, const std::optional<double>& busy) {
    std::string out;
    const auto line = [&](std::string_view name, const std::string& value) {
        out += fmt::format("{:<12} {}\n", name, value);
    };
    line("host", machine.host);
    line("system", machine.system);
    line("kernel", machine.kernel);
    line("cpu", machine.cpu);
    line("cores", fmt::format("{} online, {} to be used ({})", machine.cores, cores.size(), fmt::join(cores, ", ")));
    if (busy) line("load", fmt::format("{:.0f} % of the cores' time taken by other programs", *busy * 100));
    line("memory", fmt::format("{:.1f} GiB free", static_cast<double>(availableMemory()) / (1 << 30)));
    line(
        "clock",
        fmt::format(
            "{}, {:.1f} ns a read, steps of {:.1f} ns", machine.clock, machine.clockReadNs, machine.clockStepNs));
    line("recording", fmt::format("level {}: {}", machine.recordingLevel, machine.recordingDetail));
    for (const Model* model : models()) {
        const std::string reason = reasonAgainst(*model);
        line(
            model == models().front() ? "models" : "",
            fmt::format("{:<14} {}", model->name, reason.empty() ? "can run" : reason));
    }
    return out;
}

}  // namespace

void addMachine(CLI::App& app, int& exitStatus) {
    const auto json = std::make_shared<bool>(false);
    CLI::App* command = app.add_subcommand("machine", "Show the cores, the clock and what a recording can see here");
    command->add_flag("--json", *json, "Print one JSON object");
    command->callback([json, &exitStatus] {
        const Machine machine = inspectMachine();
        const std::vector<int> cores = allowedCores();
        const auto busy = busyShare(std::chrono::milliseconds(250));
        exitStatus = print(*json ? asJson(machine, cores, busy) : asText(machine, cores, busy));
    });
}

}  // namespace corelane
