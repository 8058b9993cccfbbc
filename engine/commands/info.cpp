// info: what a recorded file says in numbers.
#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/export/summary.h"

#include <memory>

namespace corelane {

namespace {

int show(const std::string& file, bool asJson) {
    const auto trace = readRecorded(file);
    if (!trace) return report(trace.error());
    const Summary summary = summarize(**trace);
    return print(asJson ? summaryJson(**trace, summary) + "\n" : summaryTable(**trace, summary));
}

}  // namespace

void addInfo(CLI::App& app, int& exitStatus) {
    struct Words {
        std::string file;
        bool json = false;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* info = app.add_subcommand("info", "Show the results a recorded file holds");
    info->add_option("FILE", words->file, "The recorded file")->required();
    info->add_flag("--json", words->json, "Print one JSON object, of the shape `run --json` prints");
    info->callback([words, &exitStatus] { exitStatus = show(words->file, words->json); });
}

}  // namespace corelane
