// Asks for a time, or for two, and shows what is there.
#pragma once

#include "app/prompt.h"
#include "app/selection.h"

namespace corelane {

class JumpPrompt : public Prompt {
    Q_OBJECT

  public:
    JumpPrompt(Selection&, QWidget* window);

  protected:
    void accept() override;

  private:
    Selection& m_selection;
};

}  // namespace corelane
