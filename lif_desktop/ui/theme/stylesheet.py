"""The one style sheet of the window, written from the tokens and the text scale.

Widgets take a look through dynamic properties: `t` the step of type, `role` the colour of words,
`strong` weight 600, `kind` of button, `surface` of a frame, `wrong` for a field in error.
"""

from __future__ import annotations

from lif_desktop.ui.theme.tokens import POINTS, Tokens

_WORD_ROLES = (
    "text", "muted", "accent", "error", "red", "amber", "green", "done", "on", "brand_text",
)  # fmt: skip


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The style sheet for one theme at one text scale (1.0 to 2.0)."""
    return "\n".join(
        (
            _words(tokens, scale),
            _surfaces(tokens, scale),
            _buttons(tokens, scale),
            _fields(tokens, scale),
            _choices(tokens, scale),
            _views(tokens, scale),
            _chrome(tokens, scale),
        )
    )


def _px(pixels: float, scale: float) -> int:
    return round(pixels * scale)


def _words(tokens: Tokens, scale: float) -> str:
    rules = [f"QWidget {{ color: {tokens.text}; font-family: 'LIF Sans'; }}"]
    rules += [
        f'QLabel[t="{step}"] {{ font-size: {points * scale:.2f}pt; }}'
        for step, points in POINTS.items()
    ]
    rules += [
        f'QLabel[role="{role}"] {{ color: {getattr(tokens, role)}; }}' for role in _WORD_ROLES
    ]
    rules.append('QLabel[strong="true"] { font-weight: 600; }')
    rules.append("QLabel { background: transparent; }")
    return "\n".join(rules)


def _surfaces(tokens: Tokens, scale: float) -> str:
    tint_edge = f"border: 1px solid {tokens.edge};" if tokens.edge_width > 1 else "border: none;"
    return f"""
QMainWindow, QDialog, QWidget[surface="canvas"] {{ background: {tokens.canvas}; }}
QWidget[surface="sheet"] {{ background: {tokens.sheet}; }}
QDialog {{ background: {tokens.sheet}; }}
QFrame[surface="page"] {{ background: {tokens.sheet}; border: none;
  border-top: 1px solid {tokens.line}; border-left: 1px solid {tokens.line};
  border-top-left-radius: 12px; }}
QFrame[surface="well"] {{ background: {tokens.sunken}; border-radius: 10px; {tint_edge} }}
QFrame[surface="pane"] {{ background: {tokens.sunken}; border: none;
  border-left: 1px solid {tokens.line}; }}
QFrame[surface="card"] {{ background: {tokens.sheet}; border: 1px solid {tokens.line};
  border-radius: 10px; }}
QFrame[surface="panel"] {{ background: {tokens.sunken}; border: 1px solid {tokens.line};
  border-radius: 10px; }}
QFrame[surface="information"] {{ background: {tokens.soft}; border-radius: 10px; {tint_edge} }}
QFrame[surface="warning"] {{ background: {tokens.amber_tint}; border-radius: 10px;
  {_tint_edge(tokens, tokens.amber)} }}
QFrame[surface="success"] {{ background: {tokens.green_tint}; border-radius: 10px;
  {_tint_edge(tokens, tokens.green)} }}
QFrame[surface="failure"] {{ background: {tokens.error_soft}; border-radius: 10px;
  {_tint_edge(tokens, tokens.error)} }}
QFrame[surface="summary"] {{ background: {tokens.error_soft}; border: 2px solid {tokens.error};
  border-radius: 10px; }}
QFrame[surface="brand"] {{ background: {tokens.brand}; border: none; }}
QFrame[surface="error-bar"] {{ background: {tokens.error}; border: none; border-radius: 2px; }}
QFrame[surface="rule"] {{ background: {tokens.line}; border: none; }}
QFrame[surface="strong-rule"] {{ background: {tokens.edge}; border: none; }}
QToolTip {{ background: {tokens.text}; color: {tokens.sheet}; border: none; padding: 6px;
  font-size: {POINTS["small"] * scale:.2f}pt; }}"""


def _tint_edge(tokens: Tokens, colour: str) -> str:
    return f"border: 1px solid {colour};" if tokens.edge_width > 1 else "border: none;"


def _buttons(tokens: Tokens, scale: float) -> str:
    high = _px(40, scale) - 2 * tokens.edge_width
    wide = tokens.edge_width
    return f"""
QPushButton[kind] {{ min-height: {high}px; padding: 0 {_px(16, scale)}px; border-radius: 8px;
  font-weight: 600; border: {wide}px solid transparent; }}
QPushButton[kind="primary"] {{ background: {tokens.accent}; color: {tokens.on};
  border-color: {tokens.accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{
  background: {tokens.accent_press}; border-color: {tokens.accent_press}; }}
QPushButton[kind="secondary"] {{ background: {tokens.sheet}; color: {tokens.text};
  border-color: {tokens.edge}; }}
QPushButton[kind="secondary"]:hover {{ background: {tokens.hover}; }}
QPushButton[kind="quiet"] {{ background: transparent; color: {tokens.accent}; }}
QPushButton[kind="quiet"]:hover {{ background: {tokens.hover}; }}
QPushButton[kind="destructive"] {{ background: {tokens.sheet}; color: {tokens.error};
  border-color: {tokens.error}; }}
QPushButton[kind="destructive"]:hover {{ background: {tokens.error_soft}; }}
QPushButton[kind]:disabled {{ background: {tokens.sunken}; color: {tokens.muted};
  border: {wide}px dashed {tokens.edge}; }}
QPushButton[kind="link"], QPushButton[kind="link-small"] {{ background: transparent; border: none;
  padding: 0; color: {tokens.accent}; font-weight: 600; text-align: left;
  min-height: {_px(24, scale)}px; }}
QPushButton[kind="link-small"] {{ font-size: {POINTS["small"] * scale:.2f}pt; }}
QPushButton[plain="true"] {{ font-weight: 400; }}
QPushButton[kind="link"]:hover, QPushButton[kind="link-small"]:hover {{
  color: {tokens.accent_press}; text-decoration: underline; }}
QPushButton[kind="link"]:disabled, QPushButton[kind="link-small"]:disabled {{
  border: none; background: transparent; }}"""


def _fields(tokens: Tokens, scale: float) -> str:
    edge = tokens.edge_width
    pad = _px(11, scale)
    inner = _px(40, scale) - 2 * edge
    wrong = _px(40, scale) - 4
    names = "QLineEdit, QComboBox, QSpinBox"
    marked = 'QLineEdit[wrong="true"], QComboBox[wrong="true"], QSpinBox[wrong="true"]'
    return f"""
{names} {{ background: {tokens.sheet}; color: {tokens.text}; border: {edge}px solid {tokens.edge};
  border-radius: 6px; padding: 0 {pad}px; min-height: {inner}px;
  selection-background-color: {tokens.accent}; selection-color: {tokens.on}; }}
QLineEdit {{ lineedit-password-character: 8226; placeholder-text-color: {tokens.muted}; }}
QPlainTextEdit {{ placeholder-text-color: {tokens.muted}; }}
{marked} {{ border: 2px solid {tokens.error}; padding: 0 {pad - 2 + edge}px;
  min-height: {wrong}px; }}
QPlainTextEdit, QTextEdit {{ background: {tokens.sheet}; color: {tokens.text};
  border: {edge}px solid {tokens.edge}; border-radius: 6px; padding: {_px(7, scale)}px {pad - 4}px;
  selection-background-color: {tokens.accent}; selection-color: {tokens.on}; }}
QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"] {{ border: 2px solid {tokens.error};
  padding: {_px(7, scale) - 2 + edge}px {pad - 6 + edge}px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ background: {tokens.sunken};
  color: {tokens.muted}; border-style: dashed; }}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {{ background: {tokens.sunken}; }}
QLineEdit[t="head"] {{ font-size: {POINTS["head"] * scale:.2f}pt; border: none;
  background: transparent; padding: 0; min-height: {_px(48, scale)}px; }}
QComboBox::drop-down {{ border: none; width: {_px(36, scale)}px; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {tokens.sheet}; border: 1px solid {tokens.edge};
  selection-background-color: {tokens.soft}; selection-color: {tokens.text}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {_px(36, scale)}px; padding: 0 {pad}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {tokens.soft}; color: {tokens.text}; }}"""


def _choices(tokens: Tokens, scale: float) -> str:
    # A radius above half the box is dropped whole, so both are worked out from the scale.
    box = _px(20, scale)
    radius = (box + 4) // 2
    middle = _px(10, scale)
    band = (box + 4 - middle) // 2
    chosen = (middle + 2 * band) // 2
    return f"""
QRadioButton, QCheckBox {{ spacing: {_px(12, scale)}px; background: transparent;
  min-height: {_px(28, scale)}px; }}
QRadioButton::indicator {{ width: {box}px; height: {box}px; border: 2px solid {tokens.edge};
  border-radius: {radius}px; background: {tokens.sheet}; }}
QRadioButton::indicator:hover {{ background: {tokens.hover}; }}
QRadioButton::indicator:checked {{ width: {middle}px; height: {middle}px;
  border: {band}px solid {tokens.accent}; border-radius: {chosen}px;
  background: {tokens.sheet}; }}
QCheckBox::indicator {{ width: {box}px; height: {box}px; border: 2px solid {tokens.edge};
  border-radius: 4px; background: {tokens.sheet}; }}
QCheckBox::indicator:hover {{ background: {tokens.hover}; }}
QCheckBox::indicator:checked {{ border-color: {tokens.accent}; background: {tokens.accent}; }}
QRadioButton:disabled, QCheckBox:disabled {{ color: {tokens.muted}; }}"""


def _views(tokens: Tokens, scale: float) -> str:
    return f"""
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[surface="clear"] {{ background: transparent; }}
QTableView, QListView {{ background: {tokens.sheet}; alternate-background-color: {tokens.sheet};
  border: none; outline: none; selection-background-color: {tokens.soft};
  selection-color: {tokens.text}; gridline-color: transparent; }}
QHeaderView {{ background: {tokens.sheet}; border: none; }}
QHeaderView::section {{ background: {tokens.sheet}; color: {tokens.muted}; border: none;
  border-bottom: 1px solid {tokens.edge}; padding: 0 {_px(12, scale)}px;
  font-size: {POINTS["small"] * scale:.2f}pt; font-weight: 600; }}
QScrollBar:vertical {{ background: transparent; width: {_px(12, scale)}px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: {_px(12, scale)}px; margin: 2px; }}
QScrollBar::handle {{ background: {tokens.scroll}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: {_px(32, scale)}px; }}
QScrollBar::handle:horizontal {{ min-width: {_px(32, scale)}px; }}
QScrollBar::handle:hover {{ background: {tokens.edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}"""


def _chrome(tokens: Tokens, scale: float) -> str:
    return f"""
QMenu {{ background: {tokens.sheet}; color: {tokens.text}; border: 1px solid {tokens.edge};
  padding: {_px(6, scale)}px; }}
QMenu::item {{ padding: {_px(8, scale)}px {_px(16, scale)}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {tokens.soft}; color: {tokens.text}; }}
QMenu::item:disabled {{ color: {tokens.muted}; }}
QMenu::separator {{ height: 1px; background: {tokens.line}; margin: 4px 8px; }}
QProgressBar {{ background: {tokens.sunken}; border: {tokens.edge_width}px solid {tokens.edge};
  border-radius: 5px; max-height: 10px; min-height: 10px; }}
QProgressBar::chunk {{ background: {tokens.accent}; border-radius: 4px; }}"""
