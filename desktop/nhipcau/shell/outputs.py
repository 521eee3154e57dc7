"""Everything that leaves the program: one list, in which a new way out must stand before the tests let it pass.

Each is written, for everybody who may get it, by `tests/privacy`, and read back: nothing in it may be of an audience
that its readers do not belong to (`database.audience`). What writes but does not leave is listed, with why, in
`tests/architecture/test_outputs.py`.
"""

from dataclasses import dataclass
from typing import Final

from nhipcau.common.audience import Reader


@dataclass(frozen=True, slots=True)
class Output:
    """One way out. `writer` is `module:function`, `module:Class` or `module:Class.method`, below the package."""

    code: str
    readers: tuple[Reader, ...]
    """Everybody who may come to read one and the same file or text: each of them must be allowed all of it."""
    writer: str


_BOTH: Final[tuple[Reader, ...]] = ("person", "partner")

OUTPUTS: Final[tuple[Output, ...]] = (
    # Workbooks that come home again, with the mails that carry them.
    Output("whole_programme", ("team",), "exchange.round_trip.outgoing.programme_workbook:send"),
    Output("whole_programme_text", ("team",), "exchange.ui.workbooks.whole_dialog:WholeDialog._copy"),
    Output("feelings_forms", ("person",), "exchange.round_trip.outgoing.pair_workbooks:write_pair_workbooks"),
    Output("pair_workbooks", _BOTH, "exchange.round_trip.outgoing.pair_workbooks:write_pair_workbooks"),
    Output(
        "mentor_workbooks", ("person",), "exchange.round_trip.outgoing.pair_workbooks:write_pair_workbooks"
    ),
    Output(
        "mentee_workbooks", ("person",), "exchange.round_trip.outgoing.pair_workbooks:write_pair_workbooks"
    ),
    Output(
        "assistant_workbooks",
        ("assistant",),
        "exchange.round_trip.outgoing.pair_workbooks:write_pair_workbooks",
    ),
    Output("homecoming_plan", ("team",), "exchange.ui.workbooks.page:WorkbooksPage.save_plan"),
    # Surveys.
    Output(
        "survey_forms", ("person",), "exchange.round_trip.outgoing.survey_workbooks:write_survey_workbooks"
    ),
    Output("survey_list", ("team",), "exchange.round_trip.outgoing.survey_workbooks:write_wave_workbook"),
    Output("survey_text", ("programme",), "surveys.ui.text_dialog:TextDialog"),
    Output("survey_reminder", ("team",), "surveys.ui.page:SurveysPage._copy_emails"),
    # Pairs.
    Output("letters", _BOTH, "pairing.documents.introduction_letters:save_drafts"),
    Output("assistant_notes", ("assistant",), "pairing.documents.introduction_letters:save_drafts"),
    Output("letter_text", _BOTH, "pairing.ui.letters_dialog:LettersDialog._copy"),
    Output("plan_workbook", ("team",), "pairing.ui.dialogs:Dialogs.export"),
    Output("hand_outs", ("person",), "pairing.ui.dialogs:Dialogs.export"),
    # Lists and tables.
    Output("list_pairs", ("team",), "exchange.lists.people_lists:save_list"),
    Output("list_mailing", ("team",), "exchange.lists.people_lists:save_list"),
    Output("list_merge", ("team",), "exchange.lists.people_lists:save_list"),
    Output("list_summary", ("public",), "exchange.lists.people_lists:save_list"),
    Output("calendar", ("team",), "exchange.lists.calendar_file:save_calendar"),
    Output("people", ("team",), "participants.ui.page:ParticipantsPage._on_export"),
    Output("table", ("team",), "shell.table_saving:save_table"),
    Output("table_copied", ("team",), "widgets.table.table_copy:TableCopying"),
    # Questionnaires and answers.
    Output("questionnaire", ("programme",), "exchange.ui.questionnaire_dialog:QuestionnaireDialog._save"),
    Output("questionnaire_text", ("programme",), "exchange.ui.questionnaire_dialog:QuestionnaireDialog"),
    Output("problem_copies", ("team",), "exchange.inbox.problem_copy:write_problem_copies"),
    Output("pairs_of_files", ("team",), "exchange.terminal.pair_command:pair_files"),
    Output("pairs_of_files_said", ("team",), "shell.terminal.command_line:_pair"),
    Output("reading_said", ("team",), "shell.terminal.command_line:_read"),
    # The data file.
    Output("copy", ("team",), "database.copies.file_replacement:save_copy"),
    Output("backup", ("team",), "database.copies.backup:back_up"),
    Output("salvaged", ("team",), "database.rescue.file_salvage:salvage"),
    Output("check_said", ("team",), "shell.terminal.command_line:_check"),
    # For whoever mends the program.
    Output("bug_report", ("public",), "shell.crash_dialog:TroubleDialog._copy"),
    Output("uncaught", ("public",), "common.uncaught_errors:_tell"),
    Output("log", ("public",), "common.log:_LogFile"),
)
