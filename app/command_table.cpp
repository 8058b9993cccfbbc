// The commands of the window, each declared once. A view declares its own (view.h).
#include "app/compare_input.h"
#include "app/jump_prompt.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/note_prompt.h"

#include <QApplication>

#include <algorithm>
#include <iterator>

namespace corelane {

std::vector<Command> MainWindow::ownCommands() {
    Session& session = m_session;
    Selection& selection = session.selection();
    const auto keys = [this]() -> CompareInput& { return m_compare->input(); };
    using Why = std::function<QString()>;

    const Why needsTrace = [&session] {
        return session.trace() ? QString()
                               : tr("There is no comparison yet: run one with F5 or open one with Ctrl+O.");
    };
    const Why needsRuns = [&session] {
        return !session.drawn().empty()
                   ? QString()
                   : tr("There are no timelines yet: run a comparison with F5 or open one with Ctrl+O.");
    };
    const Why needsFinished = [&session, needsTrace] {
        return session.running() ? tr("The comparison is still running; Esc stops it.") : needsTrace();
    };
    const Why needsPlan = [&session] {
        return session.running()            ? tr("The comparison is still running; Esc stops it.")
               : session.sweeps().running() ? tr("A sweep is running; Esc stops it.")
               : session.plan().empty()     ? tr("No preset is chosen yet: choose one with Ctrl+K.")
                                            : QString();
    };
    const Why needsSpan = [&selection, needsRuns] {
        const QString why = needsRuns();
        return !why.isEmpty() || selection.span() || selection.task() != 0
                   ? why
                   : tr("Nothing is selected: click a span of a lane.");
    };
    const Why needsTarget = [&selection, needsSpan] { return selection.hover().onLane ? QString() : needsSpan(); };
    const Why needsMeasured = [&selection] {
        return selection.measured() ? QString() : tr("Nothing is measured: drag over the timelines.");
    };

    // A note on a time is on the time since the runs' starts.
    const Why needsPlace = [&session, &selection, needsRuns] {
        const QString why = needsRuns();
        return !why.isEmpty() || selection.span() || session.arrangement().plainAxis()
                   ? why
                   : tr("Select a span for the note, or align the starts: a time means nothing for all runs now.");
    };

    const QString file = tr("&File"), run = tr("&Run"), move = tr("&Move"), go = tr("&Go"), mark = tr("Mar&k"),
                  view = tr("&View"), help = tr("&Help");
    std::vector<Command> all = {
        {"open", file, tr("&Open…"), "Ctrl+O", tr("Opens a comparison or a preset from a file."),
         [this] { openFile(false); }},
        {"open_beside", file, tr("Open &beside…"), "Ctrl+Alt+O",
         tr("Shows the runs of another file together with these."), [this] { openFile(true); }, needsFinished},
        {"close_beside", file, tr("&Close what is beside"), "", tr("Shows the runs of the first file alone again."),
         [&session] { session.closeBeside(); },
         [&session] { return session.hasBeside() ? QString() : tr("No other file is open beside this one."); }},
        {"open_sweep", file, tr("Open a s&weep…"), "",
         tr("Opens the folder of a sweep: its curves, and the recording behind every point."),
         [this] { openSweep(); }},
        {"save", file, tr("&Save as…"), "Ctrl+S", tr("Saves the comparison as a file that Perfetto opens too."),
         [this] { saveFile(); }, needsTrace},
        {"export", file, tr("&Export report…"), "Ctrl+E",
         tr("Shows the results as a page, a table or another program's trace, and saves them."),
         [this] { exportReport(); }, needsFinished},
        {"settings", file, tr("Se&ttings…"), "Ctrl+Alt+S", tr("Changes the look, the units of times and the keys."),
         [this] { editSettings(); }},
        {"new_window", file, tr("New &window"), "Ctrl+Shift+N",
         tr("Opens another window, with a comparison of its own."), [this] { openNewWindow(); }},
        {"close", file, tr("C&lose the window"), "Ctrl+W", tr("Closes this window and stops what it runs."),
         [this] { close(); }},
        {"quit", file, tr("&Quit"), "Ctrl+Q", tr("Closes all windows and stops what they run."),
         [] { QApplication::closeAllWindows(); }},

        {"run", run, tr("&Run the comparison"), "F5", tr("Runs the chosen preset under all its models."),
         [&session] { session.start(); }, needsPlan},
        {"escape", run, tr("&Stop, or clear the selection"), "Esc",
         tr("Stops the run and keeps what it recorded; else clears what is measured or selected."),
         [this] { escape(); }},
        {"design", run, tr("&Design a workload…"), "Ctrl+D",
         tr("Turns a task graph by sliders and says what it would take, before it runs."),
         [this] { designWorkload(); },
         [&session] {
             return session.running()                       ? tr("The comparison is still running; Esc stops it.")
                    : session.catalogue().workloads.empty() ? tr("The engine has not said yet what there is.")
                                                            : QString();
         }},
        {"sweep", run, tr("S&weep…"), "F6",
         tr("Runs the chosen preset over a range of cores, task lengths or another of its values, and draws the "
            "curves."),
         [this] { sweepPreset(); },
         [&session, needsPlan] {
             return session.sweeps().running()         ? tr("A sweep is running already; Esc stops it.")
                    : session.catalogue().axes.empty() ? tr("The engine has not said yet what there is.")
                                                       : needsPlan();
         }},
        {"stop_gently", run, tr("Stop after this re&petition"), "Shift+F5",
         tr("Lets every model have the repetition that is under way, then stops."),
         [&session] { session.stopAfterRepetition(); },
         [&session] { return session.running() ? QString() : tr("Nothing runs."); }},
        {"pause", run, tr("Pause the pi&cture"), "P",
         tr("Holds the picture still while the run goes on; again: follows it."),
         [&session] { session.setPaused(!session.paused()); },
         [&session] { return session.running() ? QString() : tr("Nothing runs."); }, Place::Timelines, "pause",
         [&session] { return session.paused(); }},
        {"options", run, tr("&Options…"), "Ctrl+,",
         tr("Changes models, workers and repetitions before the next run."), [this] { editOptions(-1); }, needsPlan},

        {"back", move, tr("View &before"), "Ctrl+Z; Alt+Left", tr("Takes back the last zoom, move or leap."),
         [&selection] { selection.back(); },
         [&selection] { return selection.canGoBack() ? QString() : tr("This is where you began."); }, Place::Window,
         "forward"},
        {"forward", move, tr("View a&fter"), "Ctrl+Shift+Z; Ctrl+Y; Alt+Right",
         tr("Goes again where you were before you went back."), [&selection] { selection.forward(); },
         [&selection] { return selection.canGoForward() ? QString() : tr("You have not gone back."); }, Place::Window,
         "back"},
        {"all", move, tr("Show &all"), "Home", tr("Shows the whole time of all runs."),
         [&selection] { selection.showAll(); }, needsRuns, Place::Timelines, "back"},
        {"follow", move, tr("Fit and &follow"), "Space",
         tr("Fits what is recorded into the view, and keeps it fitted while it grows."),
         [&selection] { selection.setFollows(!selection.follows()); }, needsRuns, Place::Timelines, "",
         [&selection] { return selection.follows(); }},
        {"zoom_in", move, tr("Zoom &in"), "W", tr("Zooms in at the pointer."), [keys] { keys().zoomIn(); }, needsRuns,
         Place::Timelines, "back"},
        {"zoom_out", move, tr("Zoom &out"), "S", tr("Zooms out at the pointer."), [keys] { keys().zoomOut(); },
         needsRuns, Place::Timelines, "back"},
        {"zoom_measured", move, tr("Zoom to what is &measured"), "Z", tr("Fills the view with the measured range."),
         [&selection] { selection.leapTo(*selection.measured()); }, needsMeasured, Place::Timelines, "back"},
        {"zoom_selected", move, tr("Zoom to the &selected"), "F",
         tr("Zooms to the span that is selected or pointed at."), [keys] { keys().frameSelected(); }, needsTarget,
         Place::Timelines, "back"},
        {"earlier", move, tr("Move to &earlier"), "A; Left", tr("Moves the view to earlier times."),
         [keys] { keys().pan(-1); }, needsRuns, Place::Timelines, "back"},
        {"later", move, tr("Move to &later"), "D; Right", tr("Moves the view to later times."),
         [keys] { keys().pan(1); }, needsRuns, Place::Timelines, "back"},
        {"up", move, tr("Scroll &up"), "Up", tr("Scrolls to the lanes above."), [keys] { keys().scroll(-38); },
         needsRuns, Place::Timelines, "down"},
        {"down", move, tr("Scroll &down"), "Down", tr("Scrolls to the lanes below."), [keys] { keys().scroll(38); },
         needsRuns, Place::Timelines, "up"},
        {"page_up", move, tr("Scroll half a page up"), "PgUp", tr("Scrolls up by half of what is seen."),
         [keys] { keys().scrollPage(-1); }, needsRuns, Place::Timelines, "page_down"},
        {"page_down", move, tr("Scroll half a page down"), "PgDown", tr("Scrolls down by half of what is seen."),
         [keys] { keys().scrollPage(1); }, needsRuns, Place::Timelines, "page_up"},

        {"next", go, tr("&Next span on the lane"), ".",
         tr("Selects the next span of the lane, be it work or a wait."), [keys] { keys().step(1, Which::Any); },
         needsRuns, Place::Timelines, "previous"},
        {"previous", go, tr("&Previous span on the lane"), ",", tr("Selects the span before it on the lane."),
         [keys] { keys().step(-1, Which::Any); }, needsRuns, Place::Timelines, "next"},
        {"next_same", go, tr("Next of the same na&me"), "N",
         tr("Selects the next span of the lane that has the same name and state."),
         [keys] { keys().step(1, Which::SameName); }, needsSpan, Place::Timelines, "previous_same"},
        {"previous_same", go, tr("Previous of the same name"), "Shift+N",
         tr("Selects the span of the same name and state before it on the lane."),
         [keys] { keys().step(-1, Which::SameName); }, needsSpan, Place::Timelines, "next_same"},
        {"edge_forward", go, tr("Follow a hand-over &forward"), "]",
         tr("Selects what took first what the selected span gave."), [keys] { keys().followEdge(1); }, needsSpan,
         Place::Timelines, "edge_back"},
        {"edge_back", go, tr("Follow a hand-over &back"), "[",
         tr("Selects what gave the selected span what it waited for last, or goes back the way you came."),
         [keys] { keys().followEdge(-1); }, needsSpan, Place::Timelines, "edge_forward"},
        {"longest_wait", go, tr("Longest &wait"), "L",
         tr("Shows the longest wait of the run that is selected; again: the next longest."),
         [keys] { keys().longestWait(1); }, needsRuns, Place::Timelines, "back"},
        {"longer_wait", go, tr("Longer wait again"), "Shift+L",
         tr("Goes back to the wait that is longer than the one shown."), [keys] { keys().longestWait(-1); },
         needsRuns, Place::Timelines, "longest_wait"},
        {"jump", go, tr("Go to a &time…"), "Ctrl+G", tr("Asks for a time, or for two, and shows what is there."),
         [this] { (new JumpPrompt(m_session.selection(), this))->open(); }, needsRuns, Place::Window, "back"},

        {"note", mark, tr("&Note…"), "M",
         tr("Asks for a note on the measured range, the selected span or the time under the pointer."),
         [this] { addNote(); }, needsPlace, Place::Timelines, "note_remove"},
        {"bookmark", mark, tr("&Bookmark"), "Shift+M",
         tr("Marks the measured range, the selected span or the time under the pointer, without words."),
         [this, keys] { m_session.notes().add(keys().noteHere()); }, needsPlace, Place::Timelines, "note_remove"},

        {"critical_path", view, tr("C&ritical path"), "C",
         tr("Draws what decided when each run ended: the chain of work and of hand-overs waited for."),
         [this] { m_compare->criticalPaths().setShown(!m_compare->criticalPaths().shown()); }, needsRuns,
         Place::Timelines, "critical_path", [this] { return m_compare && m_compare->criticalPaths().shown(); }},

        {"start_page", view, tr("First &questions"), "Alt+Home",
         tr("Shows the questions to begin with, what was opened last and this machine; again: the timelines."),
         [this] {
             m_compare->setStartWanted(!m_compare->startWanted());
             m_compare->focusContent();
         },
         needsRuns, Place::Window, "start_page", [this] { return m_compare && m_compare->startWanted(); }},

        {"palette", view, tr("&Commands…"), "Ctrl+Shift+P",
         tr("Finds a command by some letters of its name, and runs it."), [this] { showPalette(); }}};

    auto comparing = compareCommands();
    const auto firstOfView = std::ranges::find(all, view, &Command::menu);
    all.insert(firstOfView, std::make_move_iterator(comparing.begin()), std::make_move_iterator(comparing.end()));

    for (const View* v : allViews()) {
        const QString title = viewTitle(*v);
        all.push_back(
            {v->id, view, title, v->shortcut, tr("Shows %1 and puts the keyboard there.").arg(title),
             [this, v] { showView(*v); }});
    }
    for (const View* v : allViews()) {
        const QString title = viewTitle(*v);
        const auto toggle = [this, v] { return m_docks[v->id]->toggleViewAction(); };
        all.push_back(
            {QString("toggle_") + v->id,
             view + '/' + tr("S&how or hide"),
             tr("Show or hide %1").arg(title),
             "",
             tr("Hides %1, or shows it again.").arg(title),
             [toggle] { toggle()->trigger(); },
             {},
             Place::Window,
             QString("toggle_") + v->id,
             [toggle] { return toggle()->isChecked(); }});
    }
    all.push_back(
        {"restore_docks", view, tr("&Restore the arrangement"), "",
         tr("Puts all views back where they were at first."), [this] { restoreDocks(); }});
    const auto theme = [&](const char* id, ThemeChoice choice, const QString& title, const QString& does) {
        all.push_back(
            {id,
             view + '/' + tr("&Theme"),
             title,
             "",
             does,
             [this, choice] { setTheme(choice); },
             {},
             Place::Window,
             "",
             [this, choice] { return m_theme == choice; }});
    };
    theme("theme_system", ThemeChoice::System, tr("Theme as the &system"), tr("Is light or dark as the desktop is."));
    theme("theme_light", ThemeChoice::Light, tr("&Light theme"), tr("Shows dark text on light ground."));
    theme("theme_dark", ThemeChoice::Dark, tr("&Dark theme"), tr("Shows light text on dark ground."));
    theme(
        "theme_contrast", ThemeChoice::Contrast, tr("High &contrast"),
        tr("Shows white and yellow text on black ground."));

    for (const QString& language : QStringList{QString()} + languages())
        all.push_back(
            {language.isEmpty() ? QString("language_system") : "language_" + language,
             view + '/' + tr("&Language"),
             language.isEmpty() ? tr("Language as the &system") : languageName(language),
             "",
             language.isEmpty()
                 ? tr("Speaks the language of the desktop, if it can.")
                 : tr("Shows every word of the window in this language: %1.").arg(languageName(language)),
             [this, language] { setLanguage(language); },
             {},
             Place::Window,
             "",
             [language] { return appliedLanguage() == language; }});

    all.push_back(
        {"keys", help, tr("&Keys and mouse"), "?; F1", tr("Shows every key, and what the mouse does."),
         [this] { showKeys(); }});
    all.push_back(
        {"tour", help, tr("&Tour"), "", tr("Shows in a few steps what the parts of the window are for."),
         [this] { takeTour(); }});
    all.push_back(
        {"about", help, tr("&About Corelane"), "", tr("Says which version this is, and under which licence."),
         [this] { about(); }});
    return all;
}

}  // namespace corelane
