// corelane-engine: runs comparisons, reads what they recorded. Everything is under a word; this file reads the words.
#include "engine/commands/commands.h"
#include "engine/models/worker_process.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <new>
#include <span>
#include <vector>

namespace corelane {

namespace {

std::vector<std::string> namesOfCommands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

// What CLI11 found wrong, as a sentence with the nearest known word.
std::string sentence(const CLI::App& app, const CLI::ParseError& error, std::span<char*> words) {
    const auto chosen = app.get_subcommands();
    if (chosen.empty()) {
        const std::vector<std::string> names = namesOfCommands(app);
        if (words.size() < 2) return "give a command: " + fmt::format("{}", fmt::join(names, ", "));
        const std::vector<std::string_view> known(names.begin(), names.end());
        if (words[1][0] != '-') return unknownWord("command", words[1], known);
    }
    const CLI::App& command = chosen.empty() ? app : *chosen.front();
    const auto extras = app.remaining(true);
    const auto unknown = std::ranges::find_if(extras, [](const std::string& word) { return word.starts_with('-'); });
    if (unknown != extras.end()) {
        std::vector<std::string> names;
        for (const CLI::Option* option : command.get_options())
            if (!option->get_positional() && option->nonpositional()) names.push_back(option->get_name());
        const std::vector<std::string_view> known(names.begin(), names.end());
        return unknownWord("option", unknown->substr(0, unknown->find('=')), known);
    }
    std::string what = error.what();
    if (!extras.empty()) what = fmt::format("one word too many: {}", extras.front());
    return fmt::format(
        "{}; see `corelane-engine {}{}--help`", what, chosen.empty() ? "" : command.get_name(),
        chosen.empty() ? "" : " ");
}

int runCommandLine(std::span<char*> words) {
    CLI::App app(
        "Runs one workload under every concurrency model, shows where each core's time went, and says which "
        "model to choose and why.",
        "corelane-engine");
    app.require_subcommand(1);
    app.set_version_flag("--version", CORELANE_VERSION);
    app.set_help_flag("-h,--help", "Print this help");
    int exitStatus = status::done;
    addRun(app, exitStatus);
    addSweep(app, exitStatus);
    addList(app, exitStatus);
    addInfo(app, exitStatus);
    addExport(app, exitStatus);
    addCompare(app, exitStatus);
    addTurns(app, exitStatus);
    addWhatIf(app, exitStatus);
    addGraph(app, exitStatus);
    addMachine(app, exitStatus);
    addImport(app, exitStatus);
    addForecast(app, exitStatus);
    try {
        app.parse(static_cast<int>(words.size()), words.data());
    } catch (const CLI::CallForHelp&) {
        const auto chosen = app.get_subcommands();
        return print(chosen.empty() ? app.help() : chosen.front()->help("corelane-engine"));
    } catch (const CLI::CallForVersion& version) {
        return print(std::string(version.what()) + "\n");
    } catch (const CLI::ParseError& error) {
        message(sentence(app, error, words));
        return status::input;
    }
    return exitStatus;
}

}  // namespace

}  // namespace corelane

int main(int argc, char** argv) {
    const std::span<char*> words(argv, static_cast<std::size_t>(argc));
    std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an error of write(), told apart there
    std::signal(SIGXFSZ, SIG_IGN);  // so is a file that may grow no further
    try {
        if (argc > 1 && std::string_view(argv[1]) == "worker") return corelane::runWorkerProcess(words.subspan(2));
        return corelane::runCommandLine(words);
    } catch (const std::bad_alloc&) {
        corelane::message("memory has run out; ask for less, or close other programs.");
        return corelane::status::missing;
    } catch (const std::exception& error) {
        corelane::message(fmt::format("this should not have happened: {}", error.what()));
        return corelane::status::wrong;
    }
}
