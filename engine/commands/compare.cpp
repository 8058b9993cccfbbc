// compare: two recordings of one preset, for build servers: status 1 when something became slower, never on noise.
#include "engine/commands/changes_output.h"
#include "engine/commands/commands.h"

#include <memory>

namespace corelane {

namespace {

struct Words {
    std::string before, after;
    ChangesWords changes;
};

}  // namespace

void addCompare(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command =
        app.add_subcommand("compare", "Compare two recordings of one preset; status 1 when something became slower");
    command->footer(
        "Slower: by more than the tolerance, and beyond noise (Mann-Whitney, Holm over all models, p < 0.01).\n"
        "Wrong results where there were correct ones count as well. Nine repetitions on each side tell most, and\n"
        "recordings made in turns are the surest: see turns.");
    command->add_option("A", words->before, "The recorded file from before")->required();
    command->add_option("B", words->after, "The recorded file from after")->required();
    addChangesWords(*command, words->changes);
    command->callback([words, &exitStatus] {
        const auto done = printChanges(words->before, words->after, words->changes);
        exitStatus = done ? *done : report(done.error());
    });
}

}  // namespace corelane
