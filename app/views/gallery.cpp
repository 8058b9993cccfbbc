// The presets, grouped by the question they answer, with a search that looks at names, titles, questions and groups.
#include "app/theme.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace corelane {
namespace {

constexpr int nameRole = Qt::UserRole, questionRole = Qt::UserRole + 1, countRole = Qt::UserRole + 2;
constexpr int groupHeight = 32, presetHeight = 43;

// A group's head or a preset: its title over its one-line question.
class PresetPainter : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {100, index.data(nameRole).toString().isEmpty() ? groupHeight : presetHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Look& look = lookOf(option.palette);
        const QRect r = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.data(nameRole).toString().isEmpty()) {
            painter->setFont(interfaceFont(12, QFont::DemiBold));
            painter->setPen(look.text);
            painter->drawText(r.adjusted(16, 8, -40, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
            painter->setFont(interfaceFont(11));
            painter->setPen(look.thirdText);
            painter->drawText(
                r.adjusted(16, 8, -16, 0), Qt::AlignRight | Qt::AlignVCenter, index.data(countRole).toString());
        } else {
            const bool selected = option.state & QStyle::State_Selected,
                       over = option.state & QStyle::State_MouseOver;
            const QRectF box = QRectF(r).adjusted(8, 1, -8, -1);
            painter->setPen(Qt::NoPen);
            if (selected || over) {
                painter->setBrush(selected ? look.accentSoft : look.window);
                painter->drawRoundedRect(box, 4, 4);
            }
            if (selected) {
                painter->setBrush(look.accent);
                painter->drawRoundedRect(QRectF(box.left(), box.top() + 9, 3, box.height() - 18), 1.5, 1.5);
            }
            const QFont title = interfaceFont(12, selected ? QFont::DemiBold : QFont::Medium),
                        body = interfaceFont(11);
            const int room = r.width() - 20 - 16;
            painter->setFont(title);
            painter->setPen(look.text);
            painter->drawText(
                QRect(r.left() + 20, r.top() + 6, room, 16), Qt::AlignLeft | Qt::AlignVCenter,
                QFontMetrics(title).elidedText(index.data().toString(), Qt::ElideRight, room));
            painter->setFont(body);
            painter->setPen(selected ? look.secondText : look.thirdText);
            painter->drawText(
                QRect(r.left() + 20, r.top() + 22, room, 15), Qt::AlignLeft | Qt::AlignVCenter,
                QFontMetrics(body).elidedText(index.data(questionRole).toString(), Qt::ElideRight, room));
        }
        painter->restore();
    }
};

class GalleryView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(GalleryView)

  public:
    GalleryView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        setObjectName("galleryContent");
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 12, 0, 0);
        column->setSpacing(4);
        auto* top = new QHBoxLayout;
        top->setContentsMargins(12, 0, 12, 0);
        m_search = new SearchField(this);
        m_search->setObjectName("search");
        m_search->setAccessibleName(tr("Search presets"));
        m_search->setClearButtonEnabled(true);
        m_search->setFixedHeight(30);
        top->addWidget(m_search);
        column->addLayout(top);
        m_list = new QListWidget(this);
        m_list->setAccessibleName(tr("Presets"));
        m_list->setItemDelegate(new PresetPainter(m_list));
        m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_list->setMouseTracking(true);
        m_list->setUniformItemSizes(false);
        column->addWidget(m_list, 1);
        m_nothing = new QLabel(this);
        m_nothing->setWordWrap(true);
        m_nothing->setContentsMargins(20, 8, 16, 8);
        m_nothing->setForegroundRole(QPalette::PlaceholderText);
        m_nothing->hide();
        column->addWidget(m_nothing);
        setFocusProxy(m_search);
        m_search->installEventFilter(this);
        connect(m_search, &QLineEdit::textChanged, this, [this] { fill(); });
        connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { choose(item); });
        connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
            choose(item);
            m_session.start();
        });
        connect(&m_session, &Session::catalogueChanged, this, [this] { fill(); });
        connect(&m_session, &Session::planChanged, this, [this] { mark(); });
        fill();
    }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
            !m_search->text().isEmpty()) {
            event->accept();  // Esc clears the search before it means anything else
            return true;
        }
        if (event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
                for (int i = 0; i < m_list->count(); ++i) {
                    if (m_list->item(i)->data(nameRole).toString().isEmpty()) continue;
                    if (!m_search->text().isEmpty() || m_list->currentRow() < 0) m_list->setCurrentRow(i);
                    break;
                }
                m_list->setFocus();
                if (key != Qt::Key_Down && m_list->currentItem()) choose(m_list->currentItem());
                return true;
            }
            if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
                m_search->clear();
                return true;
            }
        }
        return QWidget::eventFilter(watched, event);
    }

  private:
    class SearchField : public QLineEdit {
      public:
        using QLineEdit::QLineEdit;

      protected:
        void paintEvent(QPaintEvent* event) override {
            QLineEdit::paintEvent(event);
            const Look& look = lookOf(palette());
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(look.thirdText, 1.5));
            const QPointF centre(14, height() / 2.0 - 1);
            painter.drawEllipse(centre, 4.5, 4.5);
            painter.drawLine(centre + QPointF(3.4, 3.4), centre + QPointF(6.5, 6.5));
            painter.setFont(interfaceFont(11));
            const int room = width() - 40 - fontMetrics().horizontalAdvance(placeholderText());
            if (!text().isEmpty() || room < painter.fontMetrics().horizontalAdvance("Ctrl+K") + 10) return;
            painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, "Ctrl+K");
        }
    };

    void fill() {
        const auto& presets = m_session.catalogue().presets;
        const QString wanted = m_search->text().trimmed();
        m_search->setPlaceholderText(
            presets.empty() ? tr("Search presets") : tr("Search %1 presets").arg(presets.size()));
        m_list->clear();
        QListWidgetItem* head = nullptr;
        int inGroup = 0, found = 0;
        for (const PresetEntry& preset : presets) {
            const QString all = QStringList{preset.name, preset.title, preset.question, preset.group}.join(' ');
            bool matches = true;
            for (const QString& word : wanted.split(' ', Qt::SkipEmptyParts))
                matches &= all.contains(word, Qt::CaseInsensitive);
            if (!matches) continue;
            if (!head || head->text() != preset.group) {
                head = new QListWidgetItem(preset.group, m_list);
                head->setFlags(Qt::NoItemFlags);
                inGroup = 0;
            }
            head->setData(countRole, QString::number(++inGroup));
            ++found;
            auto* item = new QListWidgetItem(preset.title, m_list);
            item->setData(nameRole, preset.name);
            item->setData(questionRole, preset.question);
            item->setToolTip(preset.explanation.isEmpty() ? preset.question : preset.explanation);
            item->setData(Qt::AccessibleTextRole, preset.title + ". " + preset.question);
        }
        m_nothing->setVisible(found == 0);
        m_nothing->setText(
            presets.empty() ? tr("Asking the engine which presets there are…")
                            : tr("No preset speaks of \"%1\". Esc shows all.").arg(wanted));
        mark();
    }

    void mark() {
        for (int i = 0; i < m_list->count(); ++i)
            if (m_list->item(i)->data(nameRole).toString() == m_session.plan().name() && !m_session.plan().empty()) {
                m_list->setCurrentRow(i);
                return;
            }
        m_list->setCurrentRow(-1);
    }

    void choose(QListWidgetItem* item) {
        const QString name = item->data(nameRole).toString();
        if (!name.isEmpty()) m_session.choosePreset(name);
    }

    Session& m_session;
    QLineEdit* m_search;
    QListWidget* m_list;
    QLabel* m_nothing;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new GalleryView(context, parent);
}

}  // namespace

namespace views {
extern const View gallery;
const View gallery = {"gallery", QT_TRANSLATE_NOOP("View", "Presets"), "Ctrl+K", Side::Left, 264, create};
}  // namespace views

}  // namespace corelane
