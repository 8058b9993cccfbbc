// whatif: how long a recorded run would have taken with one thing changed.
#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/export/model_what_if.h"
#include "engine/export/summary.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <memory>
#include <vector>

namespace corelane {

namespace {

struct Words {
    std::string file, model;
    WhatIfChoice choice;
    bool json = false;
};

Result<int> show(const Words& words) {
    if (words.choice.cores < 0 || words.choice.cores > 4096)
        return fail(Error::Kind::Invalid, fmt::format("--cores: must be 1 to 4096, got {}", words.choice.cores));
    const auto trace = TRY(readRecorded(words.file));
    const Summary summary = summarize(*trace);
    std::vector<ModelWhatIf> all = whatIfs(*trace, summary, words.choice);
    if (!words.model.empty()) {
        std::vector<std::string_view> known;
        for (const ModelSummary& model : summary.models) known.push_back(model.model);
        std::erase_if(all, [&](const ModelWhatIf& one) { return summary.models[one.model].model != words.model; });
        if (all.empty()) return fail(Error::Kind::Invalid, "--model: " + unknownWord("model", words.model, known));
    }
    return print(words.json ? whatIfJson(summary, all) : whatIfText(summary, all));
}

}  // namespace

void addWhatIf(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command =
        app.add_subcommand("whatif", "Say how long a recorded run would have taken with one thing changed");
    std::string footer = "Of every model's median run it asks:\n";
    for (const Question* question : questions())
        footer += fmt::format("  {:<20}{}\n", question->name, question->summary);
    command->footer(footer + "A run is asked about only if its replay without a change takes what was measured.");
    command->add_option("FILE", words->file, "The recorded file")->required();
    command->add_option("--model", words->model, "Only this model");
    command->add_option("--task", words->choice.name, "What is to be twice as fast, by its name");
    command->add_option("--cores", words->choice.cores, "How many cores there are to be, instead of twice as many");
    command->add_flag("--json", words->json, "Print one JSON object");
    command->callback([words, &exitStatus] {
        const auto done = show(*words);
        exitStatus = done ? *done : report(done.error());
    });
}

}  // namespace corelane
