// Scripts and presets of one's own, as JSON: written, checked by the engine while one types, run, saved. What is not
// saved is asked for before it goes.
#include "app/commands.h"
#include "app/editor/find_bar.h"
#include "app/editor/preset_text.h"
#include "app/editor/script_check.h"
#include "app/editor/script_editor.h"
#include "app/editor/script_file.h"
#include "app/theme.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLabel>
#include <QMessageBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <functional>

namespace corelane {
namespace {

// The sentence below the text.
class Verdict : public QLabel {
  public:
    using QLabel::QLabel;
    std::function<void()> clicked;

  protected:
    void mousePressEvent(QMouseEvent*) override { clicked(); }
};

class ScriptView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(ScriptView)

  public:
    ScriptView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        m_bar = new QHBoxLayout;
        m_bar->setContentsMargins(16, 0, 12, 8);
        m_bar->setSpacing(6);
        column->addLayout(m_bar);
        m_editor = new ScriptEditor(this);
        m_find = new FindBar(*m_editor, this);
        column->addWidget(m_find);
        column->addWidget(m_editor, 1);
        m_verdict = new Verdict(this);
        m_verdict->setObjectName("scriptVerdict");
        m_verdict->setAccessibleName(tr("What the engine says of the script"));
        m_verdict->setWordWrap(true);
        m_verdict->clicked = [this] { goToFault(); };
        column->addWidget(m_verdict);
        setFocusProxy(m_editor);
        makeActions();

        connect(m_editor, &QPlainTextEdit::textChanged, this, [this] { textChanged(); });
        connect(m_editor->document(), &QTextDocument::modificationChanged, this, [this] { showState(); });
        connect(&m_check, &ScriptCheck::answered, this, [this] { answered(); });
        connect(
            &m_session, &Session::catalogueChanged, this, [this] { m_editor->setCatalogue(m_session.catalogue()); });
        for (const auto signal : {&Session::runningChanged, &Session::planChanged})
            connect(&m_session, signal, this, [this] { showState(); });
        m_keep.setSingleShot(true);
        m_keep.setInterval(1000);
        connect(&m_keep, &QTimer::timeout, this, [this] {
            if (unsaved()) m_copy.keep({m_path, m_editor->toPlainText()});
        });
        parent->window()->installEventFilter(this);
        if (const auto left = m_copy.takeOver()) {
            setText(left->text, left->path, Saved::No);
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_session.tell(
                        Message::Kind::Warning, tr("A script that was not saved when the window ended is in the "
                                                   "editor again; Ctrl+5 shows it."));
                },
                Qt::QueuedConnection);
        } else {
            setText(newScriptText(), {}, Saved::Yes);
        }
    }

  protected:
    // The window's own keys, such as Ctrl+S, mean the script while one writes it.
    bool event(QEvent* event) override {
        if (event->type() == QEvent::ShortcutOverride && ownKey(static_cast<QKeyEvent*>(event))) {
            event->accept();
            return true;
        }
        return QWidget::event(event);
    }
    void keyPressEvent(QKeyEvent* event) override {
        if (const auto command = ownKey(event)) return command();
        // What the text has no use for is no command for the timelines.
        if (!(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && event->key() != Qt::Key_Escape)
            event->accept();
        else
            QWidget::keyPressEvent(event);
    }
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::PaletteChange) showState();
        QWidget::changeEvent(event);
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == window() && event->type() == QEvent::Close) {
            if (!mayGo()) {
                event->ignore();
                return true;
            }
            m_keep.stop();
            m_copy.drop();
        }
        return QWidget::eventFilter(watched, event);
    }

  private:
    enum class Saved { Yes, No };

    // The command that a key means within the editor.
    std::function<void()> ownKey(const QKeyEvent* event) {
        if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier && m_find->isVisible())
            return [this] { m_find->close(); };
        const CommandAction* own = viewCommand(*this, *event);
        return own ? own->command().run : nullptr;
    }

    CommandAction* command(Command command) {
        command.menu = tr("&Script");
        auto* action = new CommandAction(std::move(command), this);
        addAction(action);
        return action;
    }
    // Short words on the button, the whole command in the menu.
    void button(QAction* action, const QString& words, const QString& name = "plain") {
        auto* made = new QToolButton(this);
        made->setObjectName(name);
        made->setText(words);
        made->setToolTip(action->toolTip());
        made->setAccessibleName(action->toolTip());
        made->setFocusPolicy(Qt::TabFocus);
        if (name == "plain") made->setStyleSheet("QToolButton { padding: 4px 9px; }");
        connect(made, &QToolButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, made, [made, action] { made->setEnabled(action->isEnabled()); });
        m_bar->addWidget(made);
    }
    void makeActions() {
        QAction* fresh = command(
            {"script_new", {}, tr("&New script"), "Ctrl+N", tr("Begins a script: two actors and a lock."), [this] {
                 replace([] { return newScriptText(); }, {});
             }});
        m_edit = command(
            {"script_edit",
             {},
             tr("&Edit the preset"),
             "Ctrl+Shift+E",
             tr("Takes the preset that is chosen into the editor."),
             [this] { replace([this] { return presetText(m_session.plan().json(), m_session.catalogue()); }, {}); },
             [this] { return m_session.plan().empty() ? tr("No preset is chosen yet.") : QString(); }});
        QAction* open = command(
            {"script_open",
             {},
             tr("&Open a script…"),
             "Ctrl+Shift+O",
             tr("Opens a preset's file in the editor."),
             [this] { openFile(); }});
        QAction* save = command(
            {"script_save",
             {},
             tr("&Save the script"),
             "Ctrl+S",
             tr("Saves the text of the editor."),
             [this] { this->save(m_path); },
             {},
             Place::View});
        command(
            {"script_save_as",
             {},
             tr("Save the script &as…"),
             "Ctrl+Shift+S",
             tr("Saves the text of the editor under another name."),
             [this] { this->save({}); },
             {},
             Place::View});
        m_run = command(
            {"script_run",
             {},
             tr("&Run the script"),
             "Ctrl+Return; F5",
             tr("Runs the text of the editor as the comparison."),
             [this] { run(); },
             [this] {
                 return m_session.running() ? tr("The comparison is still running; Esc stops it.") : QString();
             },
             Place::View});
        command(
            {"script_find",
             {},
             tr("&Find…"),
             "Ctrl+F",
             tr("Finds words in the text of the editor."),
             [this] { reveal(), m_find->open(); },
             {},
             Place::View});
        command(
            {"script_find_next",
             {},
             tr("Find ne&xt"),
             "F3",
             tr("Goes to the next place that has the words."),
             [this] { m_find->next(); },
             {},
             Place::View,
             "script_find_previous"});
        command(
            {"script_find_previous",
             {},
             tr("Find pre&vious"),
             "Shift+F3",
             tr("Goes to the place before that has the words."),
             [this] { m_find->next(QTextDocument::FindBackward); },
             {},
             Place::View,
             "script_find_next"});
        command(
            {"script_fault",
             {},
             tr("&Go to the fault"),
             "F8",
             tr("Goes to the place the engine finds wrong."),
             [this] { goToFault(); },
             [this] {
                 return m_editor->faultLine() > 0 ? QString() : tr("The engine finds nothing wrong at a line.");
             },
             Place::View});
        command(
            {"script_complete",
             {},
             tr("&Complete the word"),
             "Ctrl+Space",
             tr("Offers what may stand at the cursor."),
             [this] { reveal(), m_editor->complete(); },
             {},
             Place::View});
        QAction* hide = command(
            {"script_close",
             {},
             tr("C&lose the editor"),
             "",
             tr("Closes the editor; its text stays, and Ctrl+5 shows it again."),
             [this] { dock()->hide(); },
             {},
             Place::Window,
             "script"});
        button(fresh, tr("New"));
        button(m_edit, tr("Edit preset"));
        button(open, tr("Open…"));
        button(save, tr("Save"));
        m_bar->addStretch(1);
        button(m_run, tr("Run"));
        button(hide, "✕", "flat");
    }

    QDockWidget* dock() const { return qobject_cast<QDockWidget*>(parentWidget()); }
    bool unsaved() const { return m_editor->document()->isModified(); }
    QString name() const { return m_path.isEmpty() ? tr("not in a file yet") : QFileInfo(m_path).fileName(); }

    void reveal() {
        dock()->show();
        dock()->raise();
        m_editor->setFocus();
    }

    void setText(const QString& text, const QString& path, Saved saved) {
        m_path = path;
        m_editor->setPlainText(text);
        m_editor->document()->setModified(saved == Saved::No);
        if (saved == Saved::Yes) m_copy.drop();
        showState();
    }

    // Asks when there is something to lose. True: go on.
    bool mayGo() {
        if (!unsaved()) return true;
        reveal();
        QMessageBox box(
            QMessageBox::Question, tr("Script"), tr("The script in the editor is not saved. Save it?"),
            QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
        box.setInformativeText(name());
        box.setDefaultButton(QMessageBox::Save);
        const int answer = box.exec();
        return answer == QMessageBox::Discard || (answer == QMessageBox::Save && save(m_path));
    }

    void replace(const std::function<QString()>& text, const QString& path) {
        if (!mayGo()) return;
        setText(text(), path, Saved::Yes);
        reveal();
    }

    void openFile() {
        const QString path = QFileDialog::getOpenFileName(
            this, tr("Open a script"), {}, tr("Presets and scripts (*.json);;All files (*)"));
        if (path.isEmpty()) return;
        const auto text = readScript(path);
        if (!text) return m_session.tell(Message::Kind::Error, QString::fromStdString(text.error().message));
        replace([&text] { return *text; }, path);
    }

    bool save(QString path) {
        if (path.isEmpty()) {
            const QString proposed =
                QJsonDocument::fromJson(m_editor->toPlainText().toUtf8())["name"].toString("script");
            path = QFileDialog::getSaveFileName(
                this, tr("Save the script"), m_path.isEmpty() ? proposed.section('/', -1) + ".json" : m_path,
                tr("Presets and scripts (*.json);;All files (*)"));
            if (path.isEmpty()) return false;
            if (!path.section('/', -1).contains('.')) path += ".json";
        }
        const QByteArray bytes = m_editor->toPlainText().toUtf8();
        if (!m_session.replaceFile(path, [&](QIODevice& file) { return file.write(bytes) == bytes.size(); }))
            return false;
        m_path = path;
        m_editor->document()->setModified(false);
        m_keep.stop();
        m_copy.drop();
        showState();
        return true;
    }

    void run() {
        if (m_session.running()) return;
        m_runWhenFine = true;
        m_check.askNow();
    }

    void textChanged() {
        m_runWhenFine = false;
        m_editor->setFault(std::nullopt);
        m_check.setText(m_editor->toPlainText());
        if (unsaved()) m_keep.start();
        showState();
    }

    void answered() {
        m_editor->setFault(m_check.fault());
        showState();
        if (!std::exchange(m_runWhenFine, false)) return;
        if (m_check.fault()) return goToFault();
        // From here on as with any preset.
        m_session.setPlan(Plan(QJsonDocument::fromJson(m_editor->toPlainText().toUtf8()).object()));
        m_session.start();
    }

    void goToFault() {
        if (m_editor->faultLine() > 0) m_editor->goTo(m_check.fault()->range);
    }

    void showState() {
        setDockNote(this, unsaved() ? tr("%1, changed").arg(name()) : name());
        m_edit->refresh();
        m_run->refresh();
        const Look& look = lookOf(palette());
        const int line = m_editor->faultLine();
        QString words = tr("The engine would run it: Ctrl+Return.");
        if (m_check.pending())
            words = tr("Checking…");
        else if (m_check.fault())
            words = line > 0 ? tr("Line %1, %2").arg(line).arg(m_check.fault()->sentence) : m_check.fault()->sentence;
        const bool fault = !m_check.pending() && m_check.fault();
        m_verdict->setText(words);
        m_verdict->setStyleSheet(
            QString("color: %1; padding: 7px 16px 8px 16px;").arg((fault ? look.bad : look.thirdText).name()));
        m_verdict->setToolTip(line > 0 ? tr("Click, or F8: go to the place") : QString());
        m_verdict->setCursor(line > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }

    Session& m_session;
    QHBoxLayout* m_bar;
    ScriptEditor* m_editor;
    FindBar* m_find;
    Verdict* m_verdict;
    CommandAction *m_edit = nullptr, *m_run = nullptr;
    ScriptCheck m_check;
    UnsavedCopy m_copy;
    QTimer m_keep;
    QString m_path;  // empty: not in a file yet
    bool m_runWhenFine = false;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new ScriptView(context, parent);
}

}  // namespace

namespace views {
extern const View script;
const View script = {"script",       QT_TRANSLATE_NOOP("View", "Script"), "Ctrl+5", Side::Right, 600, create,
                     Shown::OnDemand};
}  // namespace views

}  // namespace corelane
