// Finds spans by words, lengths and lanes; a row that is chosen is shown in the timelines.
#include "app/commands.h"
#include "app/place_table.h"
#include "app/span_search.h"
#include "app/theme.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

class SearchView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(SearchView)

  public:
    SearchView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(16, 8, 12, 8);
        column->setSpacing(2);
        m_words = new QLineEdit(this);
        m_words->setPlaceholderText(tr("lock > 1ms on w3"));
        m_words->setAccessibleName(tr("What to search spans for"));
        m_words->setClearButtonEnabled(true);
        m_words->installEventFilter(this);
        auto* row = new QHBoxLayout;
        row->addWidget(m_words, 1);
        m_close = new QToolButton(this);
        m_close->setObjectName("flat");
        m_close->setText("✕");
        m_close->setFocusPolicy(Qt::TabFocus);
        row->addWidget(m_close);
        column->addLayout(row);
        m_sentence = new QLabel(this);
        m_sentence->setObjectName("searchSentence");
        m_sentence->setMinimumHeight(18);
        m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        column->addWidget(m_sentence);
        m_table = new PlaceTable(this);
        m_table->setAccessibleName(tr("Spans that were found"));
        m_table->installEventFilter(this);
        column->addWidget(m_table, 1);
        setFocusProxy(m_words);
        makeActions();
        connect(m_words, &QLineEdit::textChanged, this, [this] { ask(); });
        connect(&m_search, &SpanSearch::found, this, [this](const auto& found, bool complete) {
            show(*found, complete);
        });
        connect(m_table, &PlaceTable::chosen, this, [this](const SpanPlace& place) {
            if (const DrawnRun* run = m_table->rows().runOf(place))
                m_session.selection().frame(place, run->onAxis(place));
        });
        connect(&m_session.selection(), &Selection::asked, this, [this](const QString& query) {
            parentWidget()->show();
            parentWidget()->raise();
            m_words->setText(query);
        });
        // While a run goes on its spans change all the time: it is searched again when it has ended.
        connect(&m_session, &Session::traceChanged, this, [this] {
            if (!m_session.running()) ask();
        });
        connect(&m_session, &Session::summaryChanged, this, [this] {
            if (!m_session.running() && drawnNumbers() != m_searched) ask();
        });
        ask();
    }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) return false;
        auto* key = static_cast<QKeyEvent*>(event);
        const bool press = event->type() == QEvent::KeyPress;
        const bool down = key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (watched == m_words && press && down && m_table->model()->rowCount() > 0) {
            m_table->setFocus();
            if (!m_table->selectionModel()->hasSelection()) m_table->selectRow(0);
            return true;
        }
        if (watched != m_table) return false;
        CommandAction* command = viewCommand(*this, *key);
        if (!command) return false;
        key->accept();
        if (press && command->whyNot().isEmpty()) command->trigger();
        return press;
    }
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::PaletteChange) say(m_said, m_tone);
        QWidget::changeEvent(event);
    }
    void contextMenuEvent(QContextMenuEvent* event) override {
        for (QAction* action : actions()) static_cast<CommandAction*>(action)->refresh();
        QMenu::exec(actions(), event->globalPos(), nullptr, this);
    }

  private:
    enum class Tone { Quiet, Fault };

    void makeActions() {
        const auto whyNot = [this] {
            return m_table->model()->rowCount() > 0 ? QString() : tr("The search has found nothing to copy.");
        };
        const auto add = [&](const char* id, const QString& title, const char* keys, const QString& does,
                             PlaceRows::Format format) {
            addAction(new CommandAction(
                {id, tr("S&earch"), title, keys, does, [this, format] { m_table->copy(format); }, whyNot,
                 Place::View},
                this));
        };
        add("search_copy", tr("&Copy as text"), "Ctrl+C",
            tr("Copies the marked rows of the search, or all, as text."), PlaceRows::Format::Text);
        add("search_copy_csv", tr("Copy as CS&V"), "Ctrl+Shift+C",
            tr("Copies the marked rows of the search, or all, as CSV."), PlaceRows::Format::Csv);
        auto* close = new CommandAction(
            {"search_close",
             tr("S&earch"),
             tr("C&lose the search"),
             "",
             tr("Closes the search; what is found stays, and Ctrl+F shows it again."),
             [this] { parentWidget()->hide(); },
             {},
             Place::Window,
             "search"},
            this);
        addAction(close);
        m_close->setToolTip(close->toolTip());
        m_close->setAccessibleName(close->words());
        connect(m_close, &QToolButton::clicked, close, &QAction::trigger);
    }

    std::vector<int> drawnNumbers() const {
        std::vector<int> numbers;
        for (const DrawnRun& run : m_session.drawn()) numbers.push_back(run.run->info.number);
        return numbers;
    }

    void ask() {
        m_search.stop();
        const QByteArray text = m_words->text().toUtf8();
        const auto query = parseQuery({text.constData(), static_cast<std::size_t>(text.size())});
        if (!query) {
            m_faultAt = QString::fromUtf8(text.left(static_cast<qsizetype>(query.error().at)));
            return say(QString::fromStdString(query.error().message), Tone::Fault);
        }
        m_faultAt.clear();
        m_searched = drawnNumbers();
        if (*query == Query() || m_session.drawn().empty()) {
            m_table->show(PlaceRows());
            return say(
                m_session.drawn().empty() ? tr("There are no runs to search yet.")
                                          : tr("A part of a name, a task such as 14.8, a state or wait; then > 1ms, "
                                               "on w3, in threads, after "
                                               "2ms or before 9ms."),
                Tone::Quiet);
        }
        std::vector<std::shared_ptr<const Run>> runs;
        for (const DrawnRun& run : m_session.drawn()) runs.push_back(run.run);
        m_search.ask(m_session.trace(), std::move(runs), *query);
    }

    void show(const Found& found, bool complete) {
        m_table->show(PlaceRows(m_session.trace(), m_session.drawn(), found.places));
        const QLocale locale(QLocale::English);
        const auto count = static_cast<qulonglong>(found.count);
        const QString number = locale.toString(count);
        QString sentence = count == 1 ? tr("One span is found.") : tr("%1 spans are found.").arg(number);
        if (count == 0 && complete)
            sentence = found.whyNone.empty() ? tr("No span is like this.") : QString::fromStdString(found.whyNone);
        else if (!complete)
            sentence = count == 1 ? tr("One span is found so far.") : tr("%1 spans are found so far.").arg(number);
        else if (count > SpanSearch::most)
            sentence = tr("%1 spans are found; the longest %2 are listed.")
                           .arg(number, locale.toString(qulonglong(SpanSearch::most)));
        say(sentence, Tone::Quiet);
    }

    // A fault stands below the place where it is.
    void say(const QString& sentence, Tone tone) {
        m_said = sentence;
        m_tone = tone;
        const Look& look = lookOf(palette());
        const int before = m_words->fontMetrics().horizontalAdvance(m_faultAt) + 9;
        const int room = m_sentence->width() - m_sentence->fontMetrics().horizontalAdvance(sentence) - 4;
        m_sentence->setIndent(std::clamp(before, 0, std::max(0, room)));
        m_sentence->setText(sentence);
        m_sentence->setToolTip(sentence);
        m_sentence->setStyleSheet(
            QString("color: %1;").arg((tone == Tone::Fault ? look.bad : look.secondText).name()));
    }

    Session& m_session;
    QLineEdit* m_words;
    QToolButton* m_close;
    QLabel* m_sentence;
    PlaceTable* m_table;
    std::vector<int> m_searched;  // numbers of the runs
    QString m_faultAt, m_said;    // m_faultAt: the text before the fault
    Tone m_tone = Tone::Quiet;
    SpanSearch m_search;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new SearchView(context, parent);
}

}  // namespace

namespace views {
extern const View search;
const View search = {"search",       QT_TRANSLATE_NOOP("View", "Search"), "Ctrl+F; /", Side::Bottom, 230, create,
                     Shown::OnDemand};
}  // namespace views

}  // namespace corelane
