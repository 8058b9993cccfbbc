#pragma once

#include "engine/run/comparison_runner.h"

namespace corelane {

// Line: one line on standard error that says what runs and how long is left; nothing when that is no terminal. Json:
// a line a run, {"done", "total", "point", "model", "repetition", "repetitions", "seconds_left"}, for a program that
// shows it; unknown is null.
enum class ProgressForm { None, Line, Json };

class ProgressLine {
  public:
    explicit ProgressLine(ProgressForm);
    explicit ProgressLine(bool quiet) : ProgressLine(quiet ? ProgressForm::None : ProgressForm::Line) {}
    ~ProgressLine() { clear(); }
    void show(const Progress&);
    void clear();

  private:
    ProgressForm m_form;
    bool m_shown = false;
};

}  // namespace corelane
