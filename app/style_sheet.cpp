#include "app/style_sheet.h"

#include "app/theme.h"

#include <QList>
#include <QPair>

namespace corelane {

QString styleSheet(const Look& t) {
    QString css = R"(
* { font-size: 12px; }
QMainWindow, QDialog { background: @panel; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QDockWidget { border: none; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QPushButton, QToolButton#plain { background: @panel; color: @text; border: 1px solid @line; border-radius: 6px;
  padding: 4px 12px; min-height: 20px; }
QPushButton:hover, QToolButton#plain:hover { background: @window; }
QPushButton:default:hover, QPushButton#run:hover { background: @accent; }
QPushButton:focus, QToolButton#plain:focus { border-color: @accent; }
QPushButton:disabled { color: @third; }
QPushButton#run, QPushButton:default { background: @accent; color: @onAccent; border: 1px solid @accent; font-weight: 600; }
QPushButton#run { padding: 0 8px; min-height: 30px; }
QPushButton#run:focus, QPushButton:default:focus { border-color: @text; }
QPushButton#run:disabled, QPushButton:default:disabled { background: @line; border-color: @line; color: @third; }
QPushButton#link { border: none; background: transparent; color: @accent; padding: 2px 0; text-align: left; min-height: 16px; }
QPushButton#link:hover, QPushButton#link:focus { text-decoration: underline; background: transparent; }
QFrame#prompt { background: @panel; border: 1px solid @third; border-radius: 8px; }
QToolButton#menu { border: none; background: transparent; border-radius: 6px; padding: 4px; }
QToolButton#menu:hover, QToolButton#menu:focus { background: @window; }
QToolButton#menu::menu-indicator { image: none; }
QToolButton#flat { border: none; background: transparent; border-radius: 4px; padding: 2px; color: @second; }
QToolButton#flat:hover, QToolButton#flat:focus { background: @window; color: @text; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: @panel; color: @text; border: 1px solid @line;
  border-radius: 6px; padding: 3px 8px; min-height: 20px; selection-background-color: @accent;
  selection-color: @onAccent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border-color: @accent; }
QLineEdit#search { background: @window; padding: 3px 8px 3px 26px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/chevron-down.png); width: 10px; height: 7px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; border: none;
  width: 22px; margin-top: 3px; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right;
  border: none; width: 22px; margin-bottom: 3px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/icons/chevron-up.png); width: 10px; height: 7px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/icons/chevron-down.png); width: 10px; height: 7px; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 12px; margin: -5px 0; background: @panel; border: 1px solid @third; border-radius: 6px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border: 2px solid @accent; }
QListView::indicator:unchecked { width: 11px; height: 11px; border: 1px solid @third; border-radius: 3px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @line; padding: 4px;
  selection-background-color: @soft; selection-color: @text; outline: none; }
QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @soft; }
QMenu::item:disabled { color: @third; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 4px; }
QAbstractScrollArea { background: @panel; border: none; }
QTableView, QListView, QTreeView { background: @panel; border: none; outline: none; gridline-color: transparent;
  selection-background-color: @soft; selection-color: @text; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @third; border: none; padding: 0 4px; font-size: 11px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @third; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QGroupBox { border: none; border-top: 1px solid @line; margin-top: 10px; padding-top: 14px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; padding-right: 8px; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: @panel; color: @second; padding: 6px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
)";
    const QList<QPair<QString, QColor>> words = {
        {"@panel", t.panel},       {"@window", t.window},     {"@line", t.line},
        {"@onAccent", t.onAccent}, {"@accent", t.accent},     {"@soft", t.accentSoft},
        {"@text", t.text},         {"@second", t.secondText}, {"@third", t.thirdText}};
    for (const auto& [word, colour] : words) css.replace(word, colour.name());
    return css;
}

}  // namespace corelane
