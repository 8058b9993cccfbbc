#include "app/legend.h"

#include "app/engine_words.h"
#include "app/plots/lane_pixels.h"
#include "app/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace corelane {
namespace {

class StateButton : public QAbstractButton {
    Q_DECLARE_TR_FUNCTIONS(Legend)

  public:
    StateButton(State state, const Selection& selection, QWidget* parent)
        : QAbstractButton(parent), m_state(state), m_selection(selection) {
        setText(stateWord(state));
        setToolTip(tr("%1: %2. Click to show this state alone, again to show all.")
                       .arg(stateWord(state), stateMeaning(state)));
        setAccessibleName(tr("Show the state %1").arg(stateWord(state)));
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
    }
    QSize sizeHint() const override {
        return {14 + 6 + QFontMetrics(interfaceFont(12)).horizontalAdvance(QAbstractButton::text()) + 8, 22};
    }
    QSize minimumSizeHint() const override { return {swatchRoom, 22}; }  // the tool tip says the word

  protected:
    void paintEvent(QPaintEvent*) override {
        const Look& look = lookOf(palette());
        QPainter painter(this);
        const bool shown = (m_selection.shownStates() >> static_cast<unsigned>(m_state) & 1u) != 0;
        if (hasFocus()) {
            painter.setPen(look.accent);
            painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), 4, 4);
        }
        painter.setOpacity(shown ? 1 : 0.35);
        paintSwatch(painter, QRect(2, height() / 2 - 6, 14, 12), m_state, look);
        painter.setFont(interfaceFont(12));
        painter.setPen(look.secondText);
        if (width() >= sizeHint().width())
            painter.drawText(
                rect().adjusted(swatchRoom, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, QAbstractButton::text());
    }

  private:
    static constexpr int swatchRoom = 22;
    State m_state;
    const Selection& m_selection;
};

}  // namespace

void paintSwatch(QPainter& painter, const QRect& rect, State state, const Look& look) {
    painter.fillRect(rect, look.of(state));
    const Hatch pattern = hatch(state);
    if (pattern.kind != Hatch::Kind::None) {
        painter.setPen(look.hatch[static_cast<std::size_t>(state)]);
        for (int y = 0; y < rect.height(); ++y)
            for (int x = 0; x < rect.width(); ++x)
                if (hatched(pattern, x, y)) painter.drawPoint(rect.left() + x, rect.top() + y);
    }
    if (state == State::Idle) {
        painter.setPen(look.line);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

Legend::Legend(Selection& selection, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const State s : allStates) {
        auto* button = new StateButton(s, selection, this);
        row->addWidget(button);
        m_buttons.push_back(button);
        connect(button, &QAbstractButton::clicked, this, [&selection, s] { selection.toggleState(s); });
    }
    connect(&selection, &Selection::shownStatesChanged, this, [this] {
        for (auto* button : m_buttons) button->update();
    });
}

}  // namespace corelane
