# ruff: noqa: INP001, B018, F821  # names for the dead-code check to know of, never run
"""What the dead-code check believes unused, and why it is not.

Whoever adds a name here says who uses it; a name nobody uses is deleted instead.
"""

# Doors of the installed program: named in pyproject.toml.
command_line

# Pages: opened by the names in ui/main_window/places.py.
_.ActionPage
_.ActionsPage
_.BoardPage
_.CasePage
_.CasesPage
_.ClockPage
_.DecisionPage
_.DocumentsPage
_.GridFactsPage
_.GridPage
_.HomePage
_.LearningPage
_.NoticesPage
_.ReferralPage
_.ScreeningPage
_.SettingsPage
_.SummariesPage

# Fields of records: written and read back by their names in store/unit_of_work.py, seen by whoever checks a workspace.
_.added_at
_.added_by
_.assessed_on
_.attachments
_.certificate_serial
_.closing_reason
_.form_version
_.left_at
_.made_by
_.prev
_.rule_strength
_.saved_by
_.submitted_at
_.submitted_by
_.written_by

# Words of editions and forms: read from TOML by their names.
_.in_force_from
_.in_force_until
_.office_only
_.routes
_.BOARD
_.LIMIT
_.NORMALLY
_.PARTNERSHIP
_.TARGET
_.OTHER_REVIEW
_.NO_REVIEW

# Roles of colour: read from tokens.toml and asked for by name, as in colour("red_tint").
_.amber_shape
_.brand_text
_.done_shape
_.done_tint
_.green_shape
_.red_shape
_.red_tint
_.scrim
_.weekend

# What a result says, besides what our own pages show: read by the command line's callers and by tests.
_.covers_whole_file
_.issued_by_board
_.not_counted
_.valid_from
FINDING_LABELS
NOT_SEARCHED

# PDF dictionaries (pikepdf): the names are the standard's.
_.A
_.AcroForm
_.Alternate
_.ColSpan
_.Info
_.K
_.Lang
_.MarkInfo
_.N
_.OutputIntents
_.ParentTree
_.ParentTreeNextKey
_.Pg
_.StructParent
_.StructParents
_.Subject
_.Subtype
_.Tabs
_.ViewerPreferences

# Flowables (reportlab) and cells (openpyxl): the libraries read these.
_.keepWithNext
_.spaceAfter
_.spaceBefore
_.alignment
_.creator
_.data_type
_.freeze_panes
_.number_format
_.quotePrefix
_.ref

# Signing (pyHanko): its own hooks and their arguments.
_update_meta
_.async_sign_raw
_.system_time
digest_algorithm
dry_run

# Column types (SQLAlchemy): its own hooks.
_.cache_ok
_.impl
_.process_result_value

# The system's own structures and switches.
_.ActiveProcessLimit
_.LimitFlags
_.PerProcessUserTimeLimit
_.ProcessMemoryLimit
_.dont_write_bytecode
process

# Seen by tests only, which is what they are for: how a part stands that a person sees.
_.exit_code
_.for_tests
_.is_busy
_.milliseconds_left
_.open_row
_.palette_part
_.stopped
_.unlock_page
_.watch

# Hooks and switches of Python and reportlab.
_.unraisablehook
_.useA85

# Parts that no page uses today; tests keep them true.
renew_authority
_.compact
_.finish_writing
_.run_long
_.show_step
lateness
normal_postcode
revocation_list
to_xlsform

# Libraries and the interpreter read these of us.
_.unraisablehook
_.useA85
_.get_ready
