// Asks for the words of a note.
#pragma once

#include "app/prompt.h"

#include <functional>

namespace corelane {

class NotePrompt : public Prompt {
    Q_OBJECT

  public:
    // `about`: a sentence on what the note is about.
    NotePrompt(
        const QString& about, const QString& words, std::function<void(const QString&)> taken, QWidget* window);

  protected:
    void accept() override;

  private:
    std::function<void(const QString&)> m_taken;
};

}  // namespace corelane
