#include "app/settings_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

template <class Choice>
QComboBox* choiceOf(
    const QString& name, Choice now, std::initializer_list<std::pair<Choice, QString>> choices, QFormLayout* form,
    const QString& explanation) {
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setAccessibleDescription(explanation);
    for (const auto& [choice, text] : choices) {
        box->addItem(text, static_cast<int>(choice));
        if (choice == now) box->setCurrentIndex(box->count() - 1);
    }
    auto* label = new QLabel(name);
    label->setBuddy(box);
    form->addRow(label, box);
    auto* hint = new QLabel(explanation);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setStyleSheet("font-size: 11px; margin-bottom: 8px;");
    form->addRow(QString(), hint);
    return box;
}

QString shown(const QString& keys) {
    QStringList texts;
    for (const QKeySequence& key : QKeySequence::listFromString(keys))
        texts << key.toString(QKeySequence::NativeText);
    return texts.join(", ");
}

}  // namespace

SettingsDialog::SettingsDialog(const Commands& commands, const Preferences& preferences, QWidget* parent)
    : QDialog(parent), m_preferences(preferences) {
    setWindowTitle(tr("Settings"));
    for (const CommandAction* action : commands.all()) {
        const Command& c = action->command();
        const auto own = preferences.keys.find(c.id);
        m_rows.push_back(
            {c.id, action->words(), c.does, action->group(), c.keys, c.place,
             own == preferences.keys.end() ? QString(c.keys) : own->second});
    }
    auto* column = new QVBoxLayout(this);
    auto* pages = new QTabWidget(this);
    pages->addTab(lookPage(), tr("Look"));
    pages->addTab(keysPage(), tr("Keys"));
    column->addWidget(pages, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(620, 560);
    showRows();
}

QWidget* SettingsDialog::lookPage() {
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(16, 16, 16, 16);
    form->setHorizontalSpacing(16);
    m_theme = choiceOf<ThemeChoice>(
        tr("Theme"), m_preferences.theme,
        {{ThemeChoice::System, tr("as the system")},
         {ThemeChoice::Light, tr("light")},
         {ThemeChoice::Dark, tr("dark")},
         {ThemeChoice::Contrast, tr("high contrast")}},
        form, tr("High contrast is white and yellow on black, with lines that can be seen."));
    m_colours = choiceOf<StateColours>(
        tr("Colours of states"), m_preferences.colours,
        {{StateColours::Corelane, tr("Corelane")},
         {StateColours::OkabeIto, tr("Okabe and Ito")},
         {StateColours::Perfetto, tr("as in Perfetto")}},
        form,
        tr("Corelane's own, and those of Okabe and Ito still more, are told apart by every kind of colour vision. "
           "All "
           "states are hatched as well. Reports keep Corelane's."));
    m_units = choiceOf<TimeUnits>(
        tr("Times"), m_preferences.units,
        {{TimeUnits::Fitting, tr("in the unit that fits")},
         {TimeUnits::Milliseconds, tr("always in milliseconds")},
         {TimeUnits::Microseconds, tr("always in microseconds")}},
        form, tr("Of axes, tables and tips."));
    return page;
}

QWidget* SettingsDialog::keysPage() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("A part of a command or of a key"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &SettingsDialog::showRows);
    column->addWidget(m_filter);
    m_table = new QTableWidget(0, 3);
    m_table->setHorizontalHeaderLabels({tr("menu"), tr("command"), tr("keys")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(22);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAccessibleName(tr("Commands and their keys"));
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &SettingsDialog::showChosen);
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    m_key = new QKeySequenceEdit;
    m_key->setAccessibleName(tr("The new key: press it"));
    connect(m_key, &QKeySequenceEdit::editingFinished, this, [this] {
        if (!m_key->keySequence().isEmpty()) setKeys(m_key->keySequence().toString(QKeySequence::PortableText));
    });
    row->addWidget(m_key, 1);
    m_none = new QPushButton(tr("No key"));
    connect(m_none, &QPushButton::clicked, this, [this] { setKeys({}); });
    m_original = new QPushButton(tr("As it was"));
    connect(m_original, &QPushButton::clicked, this, [this] {
        if (const int i = chosenRow(); i >= 0) setKeys(m_rows[static_cast<std::size_t>(i)].own);
    });
    m_allOriginal = new QPushButton(tr("All as they were"));
    connect(m_allOriginal, &QPushButton::clicked, this, [this] {
        for (Row& r : m_rows) r.keys = r.own;
        showRows();
    });
    for (QPushButton* button : {m_none, m_original, m_allOriginal}) {
        button->setAutoDefault(false);  // Return ends the dialog, it does not change a key
        row->addWidget(button);
    }
    column->addLayout(row);
    m_sentence = new QLabel;
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(32);
    column->addWidget(m_sentence);
    return page;
}

void SettingsDialog::showRows() {
    const int before = chosenRow();
    const QString part = m_filter->text();
    m_table->setRowCount(0);
    int again = -1;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& r = m_rows[i];
        const QString keys = shown(r.keys);
        if (!part.isEmpty() && !r.title.contains(part, Qt::CaseInsensitive) &&
            !keys.contains(part, Qt::CaseInsensitive))
            continue;
        const int at = m_table->rowCount();
        m_table->insertRow(at);
        const QString texts[] = {r.group, r.title, keys};
        for (int c = 0; c < 3; ++c) {
            auto* item = new QTableWidgetItem(texts[c]);
            item->setData(Qt::UserRole, static_cast<int>(i));
            item->setToolTip(r.does);
            QFont font = item->font();
            font.setBold(c == 2 && r.keys != r.own);
            item->setFont(font);
            m_table->setItem(at, c, item);
        }
        if (static_cast<int>(i) == before) again = at;
    }
    m_table->resizeColumnToContents(0);
    m_table->resizeColumnToContents(2);
    if (again >= 0) m_table->selectRow(again);
    showChosen();
}

int SettingsDialog::chosenRow() const {
    const auto chosen = m_table->selectedItems();
    return chosen.isEmpty() ? -1 : chosen.front()->data(Qt::UserRole).toInt();
}

void SettingsDialog::showChosen() {
    const int i = chosenRow();
    for (QWidget* part :
         {static_cast<QWidget*>(m_key), static_cast<QWidget*>(m_none), static_cast<QWidget*>(m_original)})
        part->setEnabled(i >= 0);
    m_allOriginal->setEnabled(std::ranges::any_of(m_rows, [](const Row& r) { return r.keys != r.own; }));
    if (i < 0) return m_sentence->setText(tr("Choose a command, click the field below and press its new key."));
    const Row& row = m_rows[static_cast<std::size_t>(i)];
    const QString clash = clashOf(row);
    m_sentence->setText(clash.isEmpty() ? row.does : clash);
}

void SettingsDialog::setKeys(const QString& keys) {
    const int i = chosenRow();
    if (i < 0) return;
    m_rows[static_cast<std::size_t>(i)].keys = keys;
    m_key->clear();
    showRows();
}

QString SettingsDialog::clashOf(const Row& row) const {
    const auto keys = QKeySequence::listFromString(row.keys);
    for (const Row& other : m_rows) {
        // Within a view its own keys win, which is what they are for.
        if (other.id == row.id || (other.place == Place::View) != (row.place == Place::View)) continue;
        for (const QKeySequence& key : QKeySequence::listFromString(other.keys))
            if (keys.contains(key) && (row.place != Place::View || other.group == row.group))
                return tr("%1 is also the key of \"%2\": only one of them will hear it.")
                    .arg(key.toString(QKeySequence::NativeText), other.title);
    }
    return {};
}

Preferences SettingsDialog::preferences() const {
    Preferences now = m_preferences;
    now.theme = static_cast<ThemeChoice>(m_theme->currentData().toInt());
    now.colours = static_cast<StateColours>(m_colours->currentData().toInt());
    now.units = static_cast<TimeUnits>(m_units->currentData().toInt());
    now.keys.clear();
    for (const Row& row : m_rows)
        if (row.keys != row.own) now.keys[row.id] = row.keys;
    return now;
}

}  // namespace corelane
