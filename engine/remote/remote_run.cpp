#include "engine/remote/remote_run.h"

#include "engine/record/clock.h"
#include "engine/remote/attendance.h"
#include "engine/remote/host.h"
#include "engine/remote/reply_stream.h"
#include "engine/remote/ssh_process.h"
#include "engine/trace/writer.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <sys/wait.h>

namespace corelane {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view greeting = "corelane:";  // whatever a shell there says before it is none of ours
constexpr int questionsAsked = 30;
constexpr int sshFailed = 255, stopped = 130;
constexpr auto stopPatience = std::chrono::seconds(8);  // for the engine there to end in order

std::string commandFor(const RemoteRun& run) {
    std::vector<std::string> words = {run.engine, "run", "-", "--attended", "-o", "-", "--quiet"};
    if (run.live) words.emplace_back("--live");
    if (run.mayStartCommands) words.emplace_back("--yes");
    const std::string version = shellLine(std::vector<std::string>{run.engine, "--version"});
    return fmt::format("echo {}; {} && exec {}", greeting, version, shellLine(words));
}

Error::Kind kindOf(int status) {
    switch (status) {
    case 1:
        return Error::Kind::Failed;
    case 3:
        return Error::Kind::Missing;
    default:
        return Error::Kind::Invalid;
    }
}

class Conversation {
  public:
    Conversation(const RemoteRun& run, SshProcess ssh) : m_run(run), m_ssh(std::move(ssh)) {}

    Result<RemoteOutcome> hold() {
        ReplyStream replies(
            {[this, &replies](std::string_view line) { return take(line, replies); },
             [this](std::string_view packets) { return takePackets(packets); }});
        for (bool ended = false; !ended;) {
            constexpr int lookAtStopAgain = 100;  // milliseconds
            const SshProcess::News news = m_ssh.wait(lookAtStopAgain);
            ended = news.ended;
            if (const Result<> taken = replies.feed(news.out); !taken) return tl::unexpected(ofHost(taken.error()));
            beat();
            lookAtStop();
        }
        return outcome(m_ssh.exitStatus());
    }

  private:
    enum class Phase { Greeting, Version, ClockBefore, Running, ClockAfter, Over };

    Result<> take(std::string_view line, ReplyStream& replies) {
        switch (m_phase) {
        case Phase::Greeting:
            if (line == greeting) m_phase = Phase::Version;
            return {};
        case Phase::Version:
            TRY(checkVersion(line));
            replies.expectPackets();
            m_phase = Phase::ClockBefore;
            ask();
            return {};
        case Phase::ClockBefore:
        case Phase::ClockAfter:
            return takeClock(line);
        case Phase::Running:
            return takeDone(line);
        case Phase::Over:
            return {};
        }
        return {};
    }

    Result<> checkVersion(std::string_view theirs) const {
        if (theirs == m_run.version) return {};
        return fail(
            Error::Kind::Missing,
            fmt::format(
                "has corelane-engine {}, and this is {}; install the same version on both, or name another engine "
                "there with --remote-engine",
                theirs, m_run.version));
    }

    void ask() {
        m_questions.push_back({boottimeNow(), 0, 0});
        m_ssh.send("ping\n");
    }

    Result<> takeClock(std::string_view line) {
        const Time now = boottimeNow();
        constexpr std::string_view pong = "pong ";
        ClockQuestion& question = m_questions.back();
        if (!line.starts_with(pong) ||
            std::from_chars(line.data() + pong.size(), line.data() + line.size(), question.answer).ec != std::errc())
            return fail(
                Error::Kind::Format,
                fmt::format("was asked for its time and says \"{}\"; is it corelane-engine?", line));
        question.received = now;
        if (m_questions.size() < questionsAsked) {
            ask();
            return {};
        }
        const ClockReading reading = *clockReading(m_questions);
        m_questions.clear();
        m_outcome.clock.end = reading;
        if (m_phase == Phase::ClockAfter) {
            m_phase = Phase::Over;
            m_ssh.closeInput();
            return {};
        }
        m_outcome.clock.begin = reading;
        m_phase = Phase::Running;
        if (!m_run.earlierJson.empty())
            m_ssh.send(fmt::format("earlier {}\n{}", m_run.earlierJson.size(), m_run.earlierJson));
        m_ssh.send(fmt::format("preset {} {}\n{}", m_run.presetJson.size(), m_run.presetName, m_run.presetJson));
        return {};
    }

    Result<> takeDone(std::string_view line) {
        constexpr std::string_view done = "done ";
        int status = 0;
        if (!line.starts_with(done) ||
            std::from_chars(line.data() + done.size(), line.data() + line.size(), status).ec != std::errc())
            return fail(Error::Kind::Format, fmt::format("says \"{}\" within a trace; is it corelane-engine?", line));
        m_status = status;
        if (m_stopping) {
            m_phase = Phase::Over;
            return {};
        }
        m_phase = Phase::ClockAfter;
        ask();
        return {};
    }

    Result<> takePackets(std::string_view packets) {
        m_packets = true;
        Result<> taken = m_run.sink(packets);
        if (!taken) m_sinkFailed = true;
        return taken;
    }

    void beat() {
        const auto now = SteadyClock::now();
        if (m_phase != Phase::Running || m_stopping || now - m_lastBeat < attendanceBeat) return;
        m_lastBeat = now;
        m_ssh.send("\n");
    }

    void lookAtStop() {
        if (m_run.stop && m_run.stop->requestedAfterRepetition() && m_phase == Phase::Running && !m_enough) {
            m_enough = true;
            m_ssh.send("enough\n");
        }
        if (m_run.stop && m_run.stop->requested() && !m_stopping) {
            m_stopping = true;
            m_stopDeadline = SteadyClock::now() + stopPatience;
            if (m_phase == Phase::Running || m_phase == Phase::ClockAfter)
                m_ssh.closeInput();
            else
                m_ssh.end();
        }
        if (m_stopping && SteadyClock::now() > m_stopDeadline) m_ssh.end();
    }

    Error ofHost(const Error& error) const {
        return m_sinkFailed ? error : Error{error.kind, fmt::format("{} {}", m_run.host, error.message)};
    }

    Result<RemoteOutcome> outcome(int waited) {
        const int exit = WIFEXITED(waited) ? WEXITSTATUS(waited) : sshFailed;
        if (m_status) {
            m_outcome.status = *m_status;
            const bool recorded = *m_status == 0 || *m_status == 1 || *m_status == stopped;
            if (recorded && m_packets) return m_outcome;
        }
        if (m_stopping) {
            m_outcome.status = stopped;
            if (m_packets && !m_status) TRY(markInterrupted());
            return m_outcome;
        }
        if (m_status || (m_phase >= Phase::ClockBefore && exit != sshFailed && exit != 0))
            return fail(kindOf(m_status.value_or(exit)), fmt::format("{}: {}", m_run.host, theirWords()));
        if (m_phase == Phase::Greeting) return tl::unexpected(noWayThere(exit));
        if (m_phase == Phase::Version) return tl::unexpected(noEngine(exit));
        m_outcome.status = stopped;
        m_outcome.lost = fmt::format(
            "the connection to {} was lost ({}); {}", m_run.host, theirWords(),
            m_packets ? "what had come until then is kept" : "nothing had come until then");
        if (m_packets) TRY(markInterrupted());
        return m_outcome;
    }

    std::string theirWords() const {
        std::string words = m_ssh.lastWords();
        constexpr std::string_view who = "corelane-engine: ";
        if (words.starts_with(who)) words.erase(0, who.size());
        return words.empty() ? "it gave no reason" : words;
    }

    Error noWayThere(int exit) const {
        std::string advice = fmt::format("check that `ssh {}` works", m_run.host);
        if (m_ssh.said("Host key verification failed"))
            advice = fmt::format(
                "run `ssh {}` once to look at its key and accept it; a key that has changed must be removed from "
                "known_hosts first",
                m_run.host);
        else if (m_ssh.said("Permission denied"))
            advice = fmt::format(
                "give it a key it accepts (`ssh-copy-id {}`), or run this at a terminal, where ssh can ask for the "
                "password",
                m_run.host);
        if (exit != sshFailed) advice = fmt::format("its shell must run what `ssh {} COMMAND` gives it", m_run.host);
        return {Error::Kind::Missing, fmt::format("{} cannot be reached ({}); {}", m_run.host, theirWords(), advice)};
    }

    Error noEngine(int exit) const {
        if (exit == sshFailed)
            return {
                Error::Kind::Missing,
                fmt::format("the connection to {} was lost ({}) before anything ran", m_run.host, theirWords())};
        return {
            Error::Kind::Missing,
            m_run.engine.find('/') == std::string::npos
                ? fmt::format(
                      "{} has no {} in its PATH; install it there, or name it with --remote-engine /path/to/it",
                      m_run.host, m_run.engine)
                : fmt::format(
                      "{} cannot run {} ({}); check the path given with --remote-engine", m_run.host, m_run.engine,
                      theirWords())};
    }

    // The end that the engine there could not send any more, by its own clock.
    Result<> markInterrupted() const {
        Writer end(m_run.sink, Writer::Packing::Plain);
        end.endComparison(true, boottimeNow() + m_outcome.clock.end.offset);
        return end.flush();
    }

    const RemoteRun& m_run;
    SshProcess m_ssh;
    Phase m_phase = Phase::Greeting;
    std::vector<ClockQuestion> m_questions;
    RemoteOutcome m_outcome;
    std::optional<int> m_status;
    bool m_packets = false, m_stopping = false, m_enough = false, m_sinkFailed = false;
    SteadyClock::time_point m_lastBeat = SteadyClock::now(), m_stopDeadline;
};

}  // namespace

Result<RemoteOutcome> runRemote(const RemoteRun& run) {
    TRY(checkHost(run.host));
    SshProcess ssh = TRY(SshProcess::start(sshWords(run.host, commandFor(run), promptsHere())));
    return Conversation(run, std::move(ssh)).hold();
}

}  // namespace corelane
