"""The parts that pages are made of. Each has a name for a screen reader and follows theme and size."""

from __future__ import annotations

from lif_desktop.ui.widgets.announce import announce
from lif_desktop.ui.widgets.badges import (
    Chip,
    RagBadge,
    Tag,
    TagKind,
    badge_width,
    draw_badge,
    draw_tag,
)
from lif_desktop.ui.widgets.brand import BrandPanel
from lif_desktop.ui.widgets.buttons import Button, CheckBox, ComboBox, Link, Radio
from lif_desktop.ui.widgets.clipboard import ClipboardGuard
from lif_desktop.ui.widgets.fields import LabelledField, PassphraseField, PassphraseLine
from lif_desktop.ui.widgets.focus import focus_into, focusable, order_tabs
from lif_desktop.ui.widgets.guards import EveryWidgetGuard, FocusRing, plain_tip
from lif_desktop.ui.widgets.headers import Breadcrumb, GroupHeading, PageHeader, SectionHeading
from lif_desktop.ui.widgets.layouts import (
    FlowLayout,
    Frame,
    Gap,
    Hairline,
    ScrollColumn,
    clear,
    column,
    row,
)
from lif_desktop.ui.widgets.messages import EmptyState, ErrorSummary, MessageBar, Progress
from lif_desktop.ui.widgets.panels import (
    ActionBar,
    Reason,
    RulePanel,
    TallyBlocks,
    Topic,
    TopicList,
    TopicStatus,
    fact_row,
)
from lif_desktop.ui.widgets.rows import (
    DueRow,
    RowButton,
    SummaryList,
    SummaryRow,
    TaskRow,
    TaskStatus,
)
from lif_desktop.ui.widgets.shapes import (
    RAG_COLOURS,
    RAG_SHAPES,
    IconMark,
    Mark,
    Shape,
    ViewMark,
    draw_mark,
    draw_shape,
    draw_tick,
    hatch,
)
from lif_desktop.ui.widgets.text import Label, repolish

__all__ = [
    "RAG_COLOURS",
    "RAG_SHAPES",
    "ActionBar",
    "BrandPanel",
    "Breadcrumb",
    "Button",
    "CheckBox",
    "Chip",
    "ClipboardGuard",
    "ComboBox",
    "DueRow",
    "EmptyState",
    "ErrorSummary",
    "EveryWidgetGuard",
    "FlowLayout",
    "FocusRing",
    "Frame",
    "Gap",
    "GroupHeading",
    "Hairline",
    "IconMark",
    "Label",
    "LabelledField",
    "Link",
    "Mark",
    "MessageBar",
    "PageHeader",
    "PassphraseField",
    "PassphraseLine",
    "Progress",
    "Radio",
    "RagBadge",
    "Reason",
    "RowButton",
    "RulePanel",
    "ScrollColumn",
    "SectionHeading",
    "Shape",
    "SummaryList",
    "SummaryRow",
    "Tag",
    "TagKind",
    "TallyBlocks",
    "TaskRow",
    "TaskStatus",
    "Topic",
    "TopicList",
    "TopicStatus",
    "ViewMark",
    "announce",
    "badge_width",
    "clear",
    "column",
    "draw_badge",
    "draw_mark",
    "draw_shape",
    "draw_tag",
    "draw_tick",
    "fact_row",
    "focus_into",
    "focusable",
    "hatch",
    "order_tabs",
    "plain_tip",
    "repolish",
    "row",
]
