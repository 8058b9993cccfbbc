// The commands that lay the runs of a comparison beside each other.
#include "app/main_window.h"
#include "app/swipe/swipe_view.h"

#include <algorithm>

namespace corelane {
namespace {

using Keys = std::vector<std::string>;

void toggle(Keys& keys, const std::string& key) {
    if (std::erase(keys, key) == 0) keys.push_back(key);
}

// The run that keys act on: the one clicked last, else the first one.
const DrawnRun* currentRun(Session& session) {
    const auto& drawn = session.drawn();
    const auto found = std::ranges::find(drawn, session.selection().run(), &DrawnRun::key);
    return found != drawn.end() ? &*found : drawn.empty() ? nullptr : &drawn.front();
}

void moveRun(Session& session, int by) {
    const DrawnRun* run = currentRun(session);
    if (!run) return;
    Arrangement how = session.arrangement();
    how.order.clear();
    for (const DrawnRun& drawn : session.drawn()) how.order.push_back(drawn.key);
    const auto at = std::ranges::find(how.order, run->key) - how.order.begin(), to = at + by;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(how.order.size())) return;
    std::swap(how.order[static_cast<std::size_t>(at)], how.order[static_cast<std::size_t>(to)]);
    session.selection().setRun(run->key);
    session.arrange(how);
}

}  // namespace

std::vector<Command> MainWindow::compareCommands() {
    Session& session = m_session;
    Selection& selection = session.selection();
    using Align = Arrangement::Align;
    using Why = std::function<QString()>;
    const Why needsRuns = [&session] {
        return !session.drawn().empty()
                   ? QString()
                   : tr("There are no timelines yet: run a comparison with F5 or open one with Ctrl+O.");
    };
    const Why needsTask = [&session, &selection, needsRuns] {
        const QString why = needsRuns();
        return !why.isEmpty() || selection.task() != 0 || session.arrangement().align != Align::Start
                   ? why
                   : tr("No task is selected: click one in a lane.");
    };
    const Why needsOthers = [&session, needsRuns] {
        const QString why = needsRuns();
        return !why.isEmpty() || session.drawn().size() > 1 ? why : tr("There is only one run.");
    };
    const Why needsHidden = [&session] {
        return session.drawn().size() < session.allDrawn().size() ? QString() : tr("No run is hidden.");
    };
    const auto change = [&session](const std::function<void(Arrangement&)>& how) {
        Arrangement next = session.arrangement();
        how(next);
        session.arrange(next);
    };
    const auto align = [&session, &selection, change](Align by) {
        change([&](Arrangement& how) {
            const bool again = how.align == by && (selection.task() == 0 || how.anchor == selection.task());
            how.align = again ? Align::Start : by;
            how.anchor = how.align == Align::Start ? 0 : selection.task();
            how.work = session.selectedWork();
        });
    };
    const auto isAligned = [&session](Align by) { return session.arrangement().align == by; };
    const auto current = [&session, &selection,
                          change](const std::function<void(Arrangement&, const std::string& key)>& how) {
        const DrawnRun* run = currentRun(session);
        if (!run) return;
        const std::string key = run->key;
        selection.setRun(key);
        change([&](Arrangement& next) { how(next, key); });
    };

    const QString compare = tr("&Compare"), lanes = compare + '/' + tr("Sort &lanes");
    std::vector<Command> all = {
        {"align_start", compare, tr("Align the &starts"), "", tr("Draws every run from where it started."),
         [align] { align(Align::Start); }, needsRuns, Place::Window, "",
         [isAligned] { return isAligned(Align::Start); }},
        {"align_task", compare, tr("Align at the selected &task"), "T",
         tr("Draws the begin of the selected task at one place in all runs; again: aligns the starts."),
         [align] { align(Align::Task); }, needsTask, Place::Timelines, "align_start",
         [isAligned] { return isAligned(Align::Task); }},
        {"align_step", compare, tr("Align at the task's st&ep"), "Shift+T",
         tr("Draws the begin of the selected task's step, the phase it belongs to, at one place in all runs."),
         [align] { align(Align::Step); }, needsTask, Place::Timelines, "align_start",
         [isAligned] { return isAligned(Align::Step); }},
        {"same_length", compare, tr("Draw e&qually long"), "%",
         tr("Stretches every run to the length of the longest one; the axis is in per cent of a run."),
         [change] { change([](Arrangement& how) { how.sameLength = !how.sameLength; }); }, needsRuns,
         Place::Timelines, "same_length", [&session] { return session.arrangement().sameLength; }},
        {"baseline", compare, tr("Use as &baseline"), "B",
         tr("Compares the others with the run that was clicked last; again: with none."),
         [current] {
             current([](Arrangement& how, const std::string& key) {
                 how.baseline = how.baseline == key ? std::string() : key;
             });
         },
         needsOthers, Place::Timelines, "baseline",
         [&session] {
             const DrawnRun* run = currentRun(session);
             return run && run == session.baseline();
         }},
        {"collapse", compare, tr("&Fold the run"), "X",
         tr("Leaves only the head of the run that was clicked last, or opens it again."),
         [current] { current([](Arrangement& how, const std::string& key) { toggle(how.collapsed, key); }); },
         needsRuns, Place::Timelines, "collapse",
         [&session] {
             const DrawnRun* run = currentRun(session);
             return run && run->collapsed;
         }},
        {"hide", compare, tr("&Hide the run"), "H", tr("Takes the run that was clicked last out of the view."),
         [current] { current([](Arrangement& how, const std::string& key) { how.hidden.push_back(key); }); },
         needsOthers, Place::Timelines, "show_all_runs"},
        {"swipe", compare, tr("S&wipe two runs"), "V",
         tr("Draws the run that was clicked last and the baseline, or the run above it, in one place, with a divider "
            "to pull; again: leaves."),
         [this] { m_compare->swipeView().isVisible() ? m_compare->swipeView().leave() : m_compare->swipe(); },
         needsOthers, Place::Timelines, "swipe", [this] { return m_compare && m_compare->swipeView().isVisible(); }},
        {"swipe_turn", compare, tr("T&urn the divider"), "Shift+V",
         tr("Lays the divider between two swiped runs across the lanes, or along them."),
         [this] { m_compare->swipeView().turn(); },
         [this] {
             return m_compare && m_compare->swipeView().isVisible() ? QString()
                                                                    : tr("No runs are swiped: V begins it.");
         },
         Place::Timelines, "swipe_turn"},
        {"show_all_runs", compare, tr("Show &all runs"), "Shift+H", tr("Shows again the runs that were hidden."),
         [change] { change([](Arrangement& how) { how.hidden.clear(); }); }, needsHidden, Place::Timelines},
        {"run_up", compare, tr("Move the run &up"), "Alt+Up", tr("Moves the run that was clicked last up by one."),
         [&session] { moveRun(session, -1); }, needsOthers, Place::Window, "run_down"},
        {"run_down", compare, tr("Move the run &down"), "Alt+Down",
         tr("Moves the run that was clicked last down by one."), [&session] { moveRun(session, 1); }, needsOthers,
         Place::Window, "run_up"},
        {"own_order", compare, tr("Order of the &preset"), "", tr("Puts the runs back into the order of the preset."),
         [change] { change([](Arrangement& how) { how.order.clear(); }); }, needsOthers, Place::Window}};

    const auto lane = [&](const char* id, Arrangement::Lanes by, const QString& title, const QString& does) {
        all.push_back(
            {id, lanes, title, "", does, [change, by] { change([by](Arrangement& how) { how.lanes = by; }); },
             needsRuns, Place::Window, "lanes_number", [&session, by] { return session.arrangement().lanes == by; }});
    };
    lane(
        "lanes_number", Arrangement::Lanes::Number, tr("By &number"),
        tr("Sorts the workers of every run by number."));
    lane("lanes_name", Arrangement::Lanes::Name, tr("By n&ame"), tr("Sorts the workers of every run by name."));
    lane(
        "lanes_core", Arrangement::Lanes::Core, tr("By &core"),
        tr("Sorts the workers of every run by the core that ran most of them."));
    lane(
        "lanes_begin", Arrangement::Lanes::Begin, tr("By &start"),
        tr("Sorts the workers of every run by when they started."));
    lane(
        "lanes_waiting", Arrangement::Lanes::Waiting, tr("By &waiting time"),
        tr("Sorts the workers of every run by how long they waited, the longest first."));
    return all;
}

}  // namespace corelane
