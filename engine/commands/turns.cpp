// turns: a preset recorded by two programs that take turns, and what changed from the one to the other.
#include "engine/commands/changes_output.h"
#include "engine/commands/command_consent.h"
#include "engine/commands/commands.h"
#include "engine/commands/preset_source.h"
#include "engine/commands/preset_wishes.h"
#include "engine/commands/progress_line.h"
#include "engine/commands/signals.h"
#include "engine/models/spawn_program.h"
#include "engine/run/preset.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <poll.h>
#include <random>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace corelane {

namespace {

struct Words {
    std::string preset, before, after, programBefore, programAfter;
    PresetWishes wishes;
    ChangesWords changes;
    bool quiet = false, yes = false;
};

// One of the two that take turns: a program like this one, its file, and the line to it.
class Side {
  public:
    static Result<Side> start(
        const std::string& program, const std::string& file, const Descriptor& preset, bool yes) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            return fail(Error::Kind::Io, fmt::format("no socket could be made ({})", std::strerror(errno)));
        Side side;
        side.m_file = file;
        side.m_program = program;
        side.m_line = Descriptor(ends[0]);
        const Descriptor theirs(ends[1]);
        std::vector<std::string> words = {
            "run",
            fmt::format("/proc/self/fd/{}", preset.get()),
            "-o",
            file,
            "--quiet",
            "--turns-on",
            fmt::format("{}", theirs.get())};
        if (yes) words.emplace_back("--yes");
        const std::array keep = {theirs.get(), preset.get()};
        side.m_pid = TRY(spawnProgram(program, words, keep));
        return side;
    }
    Side(Side&& other) noexcept
        : m_program(std::move(other.m_program)), m_file(std::move(other.m_file)), m_line(std::move(other.m_line)),
          m_pid(std::exchange(other.m_pid, -1)), m_ended(other.m_ended) {}
    ~Side() {
        m_line.reset();
        if (m_pid > 0) end();
    }

    // Lets it make one repetition, and waits for the end of that; with no turn given, for it to be ready.
    void turn(const StopRequest& stop, bool give = true) {
        char word = 't';
        if (give && send(m_line.get(), &word, 1, MSG_NOSIGNAL) != 1) m_ended = true;
        pollfd waiting{m_line.get(), POLLIN, 0};
        while (!m_ended) {
            constexpr int lookAtStopAgain = 100;  // milliseconds
            const int ready = poll(&waiting, 1, lookAtStopAgain);
            if (stop.requested()) stopTurns();  // it completes what is under way, and its file
            if (ready <= 0) continue;
            if (recv(m_line.get(), &word, 1, 0) == 1) return;
            m_ended = true;
        }
    }
    bool ended() const { return m_ended; }
    const std::string& file() const { return m_file; }

    void stopTurns() const { shutdown(m_line.get(), SHUT_WR); }
    void haveEnough() const {
        const char word = 'e';
        send(m_line.get(), &word, 1, MSG_NOSIGNAL);
    }
    // When it has ended. Error: it did so by itself, and not well.
    Result<int> end() {
        int how = 0;
        while (waitpid(m_pid, &how, 0) < 0 && errno == EINTR) {}
        m_pid = -1;
        if (WIFSIGNALED(how))
            return fail(Error::Kind::Failed, fmt::format("{} was ended by signal {}", m_program, WTERMSIG(how)));
        const int code = WEXITSTATUS(how);
        if (code == status::done || code == status::wrong || code == status::interrupted) return code;
        return fail(
            code == status::missing ? Error::Kind::Missing : Error::Kind::Invalid,
            fmt::format("{} ended with status {}, so there is nothing to compare", m_program, code));
    }

  private:
    Side() = default;
    std::string m_program, m_file;
    Descriptor m_line;
    pid_t m_pid = -1;
    bool m_ended = false;
};

Result<Descriptor> inMemory(const std::string& text) {
    Descriptor memory(memfd_create("corelane preset", MFD_CLOEXEC));
    if (!memory || write(memory.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return fail(Error::Kind::Io, fmt::format("no memory for the preset ({})", std::strerror(errno)));
    return memory;
}

class Show {
  public:
    Show(const Preset& preset, bool quiet) : m_line(quiet) {
        m_progress.repetitions = preset.repetitions;
        m_progress.total = 2 * (preset.warmup + preset.repetitions);
        m_progress.repetition = 1 - preset.warmup;
    }
    void begins(const std::string& file) {
        m_progress.model = file;
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
        if (m_progress.done > 0)
            m_progress.secondsLeft = seconds / m_progress.done * (m_progress.total - m_progress.done);
        Progress shown = m_progress;
        shown.repetition = std::max(0, shown.repetition);
        m_line.show(shown);
        ++m_progress.done;
    }
    void round() { ++m_progress.repetition; }

  private:
    ProgressLine m_line;
    Progress m_progress;
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

// Who is first in a round is drawn, so that being first or second is nobody's.
void takeTurns(std::array<Side, 2>& sides, const Preset& preset, const StopRequest& stop, bool quiet) {
    Show show(preset, quiet);
    std::mt19937 random(std::random_device{}());
    for (Side& side : sides) side.turn(stop, false);
    while (!sides[0].ended() && !sides[1].ended()) {
        const unsigned first = random() % 2;
        for (const unsigned which : {first, 1 - first}) {
            if (sides[which].ended()) continue;
            show.begins(sides[which].file());
            sides[which].turn(stop);
        }
        show.round();
    }
    for (const Side& side : sides) stop.requested() ? side.stopTurns() : side.haveEnough();
}

Result<Preset> presetOf(const Words& words) {
    const PresetSource source = TRY(findPreset(words.preset));
    const Preset asIs = TRY(parsePreset(source.json, source.name));
    return words.wishes == PresetWishes{} ? asIs
                                          : parsePreset(TRY(withWishes(source.json, words.wishes)), source.name);
}

Result<int> turns(const Words& words) {
    TRY(check(words.changes));
    std::error_code ignored;
    if (words.before == words.after || std::filesystem::equivalent(words.before, words.after, ignored))
        return fail(Error::Kind::Invalid, "A and B: are the same file; give each side a name of its own");
    const Preset preset = TRY(presetOf(words));
    TRY(checkConsent(preset, preset.name, words.yes ? Consent::Given : Consent::NotAsked));
    const Descriptor text = TRY(inMemory(preset.json));
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const auto programOf = [&](const std::string& named) {
        if (named.empty()) return self;
        const std::string onPath = named.find('/') == std::string::npos ? programOnPath(named) : named;
        return onPath.empty() ? named : onPath;
    };
    StopRequest stop;
    const SignalStop signals(stop);
    Side first = TRY(Side::start(programOf(words.programBefore), words.before, text, words.yes));
    Side second = TRY(Side::start(programOf(words.programAfter), words.after, text, words.yes));
    std::array sides = {std::move(first), std::move(second)};
    takeTurns(sides, preset, stop, words.quiet);
    for (Side& side : sides) TRY(side.end());
    if (stop.requested()) {
        if (!words.quiet) message("interrupted; everything up to then is kept in both files.");
        return status::interrupted;
    }
    return printChanges(words.before, words.after, words.changes);
}

}  // namespace

void addTurns(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand(
        "turns", "Record a preset with two programs in turns, and compare; status 1 when something became slower");
    command->footer(
        "Each round, A's side makes one repetition of every model and B's side one, in an order drawn anew: whatever "
        "the\n"
        "machine does in the meantime meets both. A program is a corelane-engine, or a script that starts one with "
        "other\n"
        "libraries, limits or settings: exec env LD_LIBRARY_PATH=... corelane-engine \"$@\".");
    command->add_option("PRESET", words->preset, "A shipped name, a .json file, a recorded file, or -")->required();
    command->add_option("A", words->before, "Where the first side's recording is written")->required();
    command->add_option("B", words->after, "Where the second side's recording is written")->required();
    command->add_option("--before", words->programBefore, "The first side's program; this one when it is not given");
    command->add_option("--after", words->programAfter, "The second side's program; this one when it is not given");
    addWishes(*command, words->wishes);
    addChangesWords(*command, words->changes);
    command->add_flag("--quiet", words->quiet, "No progress, no remarks");
    command->add_flag(
        "--yes", words->yes, "The preset's commands may be started; without it, they are shown and nothing runs");
    command->callback([words, &exitStatus] {
        const auto done = turns(*words);
        exitStatus = done ? *done : report(done.error());
    });
}

}  // namespace corelane
