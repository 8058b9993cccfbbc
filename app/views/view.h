// A view is one file here and one word in CMakeLists.txt: a dock that shows the session and changes only the
// selection or the plan. Views do not know each other.
#pragma once

#include "app/differences.h"
#include "app/range_balance.h"
#include "app/session.h"

#include <span>

class QWidget;

namespace corelane {

struct ViewContext {
    Session& session;
    RangeBalance& shares;
    Differences& differences;
};

enum class Side { Left, Right, Bottom };

// Behind: a tab behind the first view of its side. OnDemand: shares its side's place, and is hidden until asked for.
enum class Shown { Always, Behind, OnDemand };

struct View {
    const char *id, *title, *shortcut;  // title: QT_TRANSLATE_NOOP("View", …); shortcut: shows and focuses it
    Side side;
    int extent;                                        // its natural size across the side, in pixels
    QWidget* (*create)(ViewContext, QWidget* parent);  // its actions are its commands (commands.h)
    Shown shown = Shown::Always;
};

std::span<const View* const> allViews();
QString viewTitle(const View&);  // in the user's language

// The head of a dock: its title, and a word of explanation at the right that a view may change.
QWidget* dockHead(const QString& title, QWidget* parent);
int setDockTitled(QWidget* head, bool titled);  // its height then, in pixels
void setDockNote(QWidget* content, const QString& note);

}  // namespace corelane
