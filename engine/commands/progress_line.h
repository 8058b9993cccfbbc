#pragma once

#include "engine/run/comparison_runner.h"

namespace corelane {

// One line on standard error that says what runs and how long is left; nothing when that is no terminal.
class ProgressLine {
  public:
    explicit ProgressLine(bool quiet);
    ~ProgressLine() { clear(); }
    void show(const Progress&);
    void clear();

  private:
    bool m_shown = false, m_enabled;
};

}  // namespace corelane
