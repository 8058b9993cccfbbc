// The side of a run over ssh that is on the other host, `corelane-engine run - --attended`. What is said, → to it on
// standard input, ← from it on standard output:
//
//   → ping                          ← pong <CLOCK_BOOTTIME in ns>
//   → earlier <n>, and n bytes      of what is repeated, where something is (see engine/export/reproduction.h)
//   → preset <n> <name>, n bytes    begins the run: ← whole packets of its trace
//                                   ← done <exit status>; after it, pings again
//   → enough                        a stop when the repetition that is under way is complete
//   → an empty line, now and then   whoever sends nothing for `silence` is gone
//   → the end                       a stop, or that nothing more is wanted
//
// A packet begins with a byte that begins no line. Sentences for people go to standard error.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/run/stop.h"
#include "engine/trace/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace corelane {

inline constexpr std::chrono::seconds attendanceSilence{15}, attendanceBeat{3};

// What the other side wants run.
struct AttendedOrder {
    std::string presetJson, presetName, earlierJson;
};

class Attendance {
  public:
    Attendance() = default;
    ~Attendance();
    Attendance(const Attendance&) = delete;
    Attendance& operator=(const Attendance&) = delete;

    // Answers pings until the preset has come. Error (Invalid): it did not.
    Result<AttendedOrder> order();
    // From now on a thread of its own reads: the end of input is a stop. A run that cannot be stopped within five
    // seconds, because it waits for a reader that is gone, ends with the process.
    void watch(StopRequest&);
    // After the last packet, by the thread that wrote it: says how it went, and answers until the other side has
    // enough.
    void done(int exitStatus);

  private:
    struct Line {
        std::string text;
        std::string bytes;  // of an "earlier" or a "preset"
    };
    std::optional<Line> nextLine();  // nothing: input has ended, or was silent for too long
    bool readMore();
    void attend(StopRequest&);

    std::string m_rest;
    std::thread m_thread;
    std::atomic<bool> m_over{false};
};

}  // namespace corelane
