"""How the window looks and when it locks: theme, size of text, minutes without use."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, cast

from PySide6.QtWidgets import QButtonGroup, QWidget
from typing_extensions import override

from lif_desktop.settings import Theme, load_preferences, save_preferences
from lif_desktop.ui.page import Page, PageContext
from lif_desktop.ui.theme import appearance, fix
from lif_desktop.ui.widgets import (
    Button,
    ComboBox,
    Gap,
    Label,
    LabelledField,
    PageHeader,
    Radio,
    ScrollColumn,
    SectionHeading,
    column,
    row,
)

_MINUTES = (1, 2, 5, 10)
_STEP = 10


class SettingsPage(Page):
    """Preferences of this person on this computer; nothing about a case is among them."""

    rail: ClassVar[str] = "settings"

    def __init__(
        self, context: PageContext, argument: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, argument, parent)
        self._build()
        self._connect()

    @property
    @override
    def title(self) -> str:
        return self.tr("Settings")

    @property
    @override
    def help_text(self) -> str:
        return self.tr(
            "These settings are kept on this computer and hold nothing about a case.\n\n"
            "Text can also be made larger or smaller on any page with Ctrl and Plus or Minus."
        )

    @override
    def load(self) -> None:
        preferences = load_preferences()
        look = appearance()
        for name, radio in self._themes.items():
            radio.setChecked(name == look.theme)
        self._show_percent()
        if preferences.idle_minutes in _MINUTES:
            self._idle.setCurrentIndex(_MINUTES.index(preferences.idle_minutes))
        self.loaded.emit()

    @override
    def focus_first(self) -> None:
        self._themes[appearance().theme].setFocus()

    def _build(self) -> None:
        whole = column(self)
        scroll = ScrollColumn(margins=(40, 28, 36, 32), spacing=8)
        whole.addWidget(scroll)
        holder = QWidget()
        fix(holder, max_width=656)
        inner = column(holder, spacing=12)
        scroll.column.addWidget(holder)
        scroll.column.addStretch(1)
        inner.addWidget(
            PageHeader(
                self.tr("Settings"),
                sentence=self.tr("For you on this computer. They hold nothing about a case."),
            )
        )
        inner.addWidget(Gap(height=4))
        inner.addWidget(SectionHeading(self.tr("Colours")))
        self._group = QButtonGroup(self)
        self._themes: dict[Theme, Radio] = {}
        for name, words in (
            ("system", self.tr("The same as Windows")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        ):
            radio = Radio(words, group=self.tr("Colours:"))
            radio.setObjectName(f"theme_{name}")
            self._group.addButton(radio)
            self._themes[cast("Theme", name)] = radio
            inner.addWidget(radio)
        inner.addWidget(Gap(height=8))
        inner.addWidget(SectionHeading(self.tr("Size of text")))
        sizes = row(spacing=12)
        self._smaller = Button(self.tr("Smaller"))
        self._smaller.setAccessibleName(self.tr("Smaller text"))
        self._larger = Button(self.tr("Larger"))
        self._larger.setAccessibleName(self.tr("Larger text"))
        self._percent = Label("", strong=True)
        for part in (self._smaller, self._percent, self._larger):
            sizes.addWidget(part)
        sizes.addStretch(1)
        inner.addLayout(sizes)
        inner.addWidget(Gap(height=8))
        inner.addWidget(SectionHeading(self.tr("Locking")))
        self._idle = ComboBox()
        self._idle.setObjectName("idle_minutes")
        for minutes in _MINUTES:
            self._idle.addItem(
                self.tr("After 1 minute")
                if minutes == 1
                else self.tr("After {minutes} minutes").format(minutes=minutes)
            )
        fix(self._idle, max_width=260)
        inner.addWidget(
            LabelledField(
                self.tr("Lock when nothing is typed or clicked"),
                self._idle,
                hint=self.tr("What you typed is saved first, and you come back to the same line."),
            )
        )

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_theme_clicked)
        self._smaller.clicked.connect(self._on_smaller_clicked)
        self._larger.clicked.connect(self._on_larger_clicked)
        self._idle.activated.connect(self._on_idle_activated)

    def _show_percent(self) -> None:
        percent = appearance().percent
        self._percent.setText(self.tr("{percent} per cent").format(percent=percent))
        self._smaller.setEnabled(percent > 100)
        self._larger.setEnabled(percent < 200)

    def _on_theme_clicked(self) -> None:
        chosen = next(name for name, radio in self._themes.items() if radio.isChecked())
        appearance().set_theme(chosen)
        self._keep()

    def _on_smaller_clicked(self) -> None:
        self._resize(-_STEP)

    def _on_larger_clicked(self) -> None:
        self._resize(_STEP)

    def _resize(self, step: int) -> None:
        look = appearance()
        look.set_percent(look.percent + step)
        self._show_percent()
        self._keep()

    def _keep(self) -> None:
        save_preferences(appearance().in_preferences(load_preferences()))
        self.context.status.saved(self.tr("Settings saved"))

    def _on_idle_activated(self, position: int) -> None:
        minutes = _MINUTES[position]
        save_preferences(replace(load_preferences(), idle_minutes=minutes))
        self.context.set_idle_minutes(minutes)
        self.context.status.saved(self.tr("Settings saved"))
