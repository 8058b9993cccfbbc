// Notes and bookmarks, in the order of their times; a row that is chosen is shown in the timelines.
#include "app/notes.h"

#include "app/commands.h"
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/note_prompt.h"
#include "app/span_walk.h"
#include "app/state_words.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

class NotesView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(NotesView)

  public:
    NotesView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(16, 8, 16, 8);
        m_hint = new QLabel(
            tr("M sets a note on the measured range, the selected span or the time under the pointer; Shift+M a "
               "bookmark. They are saved beside the comparison's file."),
            this);
        m_hint->setWordWrap(true);
        m_hint->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(m_hint);
        m_table = new FigureTable(this);
        m_table->setAccessibleName(tr("Notes and bookmarks"));
        m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_table->installEventFilter(this);
        column->addWidget(m_table, 1);
        column->addStretch();
        setFocusProxy(m_table);
        addCommand(
            "note_edit", tr("&Change the words"), "F2", tr("Changes the words of the note that is chosen."),
            [this] { edit(); });
        addCommand("note_remove", tr("&Remove"), "Del", tr("Removes the note that is chosen."), [this] {
            if (const auto i = chosen()) m_session.notes().remove(*i);
        });
        connect(m_table, &FigureTable::rowActivated, this, [this](int row) { go(static_cast<std::size_t>(row)); });
        connect(&m_session.notes(), &Notes::changed, this, [this] { refresh(); });
        connect(&m_session, &Session::summaryChanged, this, [this] { refresh(); });  // which runs are drawn
        refresh();
    }

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        const bool press = event->type() == QEvent::KeyPress;
        if (!press && event->type() != QEvent::ShortcutOverride) return false;
        CommandAction* command = viewCommand(*this, *static_cast<QKeyEvent*>(event));
        if (!command) return false;
        event->accept();
        if (press && command->whyNot().isEmpty()) command->command().run();
        return press;
    }

  private:
    void addCommand(
        const char* id, const QString& title, const char* keys, const QString& does, std::function<void()> run) {
        const auto whyNot = [this] { return chosen() ? QString() : tr("No note is chosen: Ctrl+6 shows them."); };
        addAction(
            new CommandAction({id, tr("&Notes"), title, keys, does, std::move(run), whyNot, Place::View}, this));
    }

    std::optional<std::size_t> chosen() const {
        const int row = m_table->currentIndex().row();
        if (row < 0 || row >= static_cast<int>(m_session.notes().all().size())) return std::nullopt;
        return static_cast<std::size_t>(row);
    }

    const DrawnRun* runOf(const SpanPlace& span) const {
        const auto& drawn = m_session.drawn();
        const auto found =
            std::ranges::find_if(drawn, [&](const DrawnRun& d) { return d.run->info.number == span.run; });
        return found == drawn.end() || !laneOf(*found->run, span) ? nullptr : &*found;
    }

    QString aboutText(const Note& note) const {
        if (!note.span)
            return note.from == note.to ? tr("a time")
                                        : tr("a range of %1").arg(duration(double(note.to - note.from)));
        const DrawnRun* run = runOf(*note.span);
        if (!run) return tr("a span of a run that is not shown");
        return tr("%1, %2: %3")
            .arg(
                QString::fromStdString(run->title), QString::fromStdString(laneOf(*run->run, *note.span)->name),
                titleOf(*m_session.trace(), *run->run, *note.span));
    }

    void refresh() {
        const auto& notes = m_session.notes().all();
        m_hint->setVisible(notes.empty());
        m_table->setVisible(!notes.empty());
        Time latest = 0;
        for (const Note& note : notes) latest = std::max(latest, note.from);
        const TimeUnit unit = timeUnitFor(double(latest));
        Table table;
        table.columns = {
            {tr("at, %1").arg(unit.text())},
            {tr("note"), Qt::AlignLeft, true, 120, false, true},
            {tr("about"), Qt::AlignLeft, false, 0, false, true}};
        for (const Note& note : notes) {
            std::vector<Cell> row(3);
            row[0].text = inUnit(double(note.from), unit, 3);
            row[1].text = note.text.isEmpty() ? tr("bookmark") : note.text;
            row[1].tip = row[1].text;
            if (note.text.isEmpty()) row[1].tone = Cell::Tone::Third;
            row[2].text = aboutText(note);
            row[2].tone = Cell::Tone::Second;
            table.rows.push_back(std::move(row));
        }
        m_table->show(std::move(table));
    }

    void go(std::size_t row) {
        const auto& notes = m_session.notes().all();
        if (row >= notes.size()) return;
        const Note note = notes[row];
        Selection& selection = m_session.selection();
        const DrawnRun* run = note.span ? runOf(*note.span) : nullptr;
        if (run) return selection.frame(*note.span, run->onAxis(*note.span));
        // Its time is since the runs' starts.
        Arrangement plain = m_session.arrangement();
        plain.align = Arrangement::Align::Start;
        plain.sameLength = false;
        m_session.arrange(plain);
        // With all in view nothing would be seen to happen.
        const Duration shown = std::min(selection.range().length(), selection.extent().length() / 4);
        if (note.from == note.to) return selection.leapTo({note.from - shown / 2, note.from - shown / 2 + shown});
        const Duration around = (note.to - note.from) / 8;
        selection.setMeasured(TimeRange{note.from, note.to});
        selection.leapTo({note.from - around, note.to + around});
    }

    void edit() {
        const auto i = chosen();
        if (!i) return;
        const Note note = m_session.notes().all()[*i];
        const auto taken = [this, note](const QString& words) {
            // It may have moved meanwhile.
            const auto& notes = m_session.notes().all();
            const auto at = std::ranges::find(notes, note);
            if (at != notes.end()) m_session.notes().setText(static_cast<std::size_t>(at - notes.begin()), words);
        };
        (new NotePrompt(tr("The note is about %1.").arg(aboutText(note)), note.text, taken, window()))->open();
    }

    Session& m_session;
    QLabel* m_hint;
    FigureTable* m_table;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new NotesView(context, parent);
}

}  // namespace

namespace views {
extern const View notes;
const View notes = {"notes",        QT_TRANSLATE_NOOP("View", "Notes"), "Ctrl+6", Side::Bottom, 230, create,
                    Shown::OnDemand};
}  // namespace views

}  // namespace corelane
