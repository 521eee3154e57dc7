"""What a column is to people: its kind, its bounds, who may read it, how it is named, shown, compared and merged.

A model declares each of its fields once, with `declared`; drafts, forms, profiles, the reading of files and the
columns of workbooks are made from that. `resources/i18n/fields.json` has a field's name in both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from pydantic_core import PydanticUndefined
from sqlalchemy import JSON, Table
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString

from nhipcau.common.audience import AUDIENCES, Audience

FieldKind = Literal[
    "text", "long_text", "email", "phone", "number", "year", "yes_no", "person", "list", "ranked", "slots", "ways",
    "topics", "date", "minutes", "choice", "points",
]  # fmt: skip
"""`person` is a reference to somebody, `ranked` a list whose order says something, `topics` are graded,
`choice` is one of a few codes, `points` are marks between two bounds."""
LISTS: Final = frozenset({"list", "ranked", "slots", "ways", "topics"})
TEXTS: Final = frozenset({"text", "long_text", "email", "phone"})
SQLModel.model_config["defer_build"] = True
"""What checks a draft is made when the first one is checked: tables need none, and there are many at every start."""
_INFO: Final = "field"
_AUDIENCE: Final = "audience"
CONFIDED: Final = "confided"


@dataclass(frozen=True, slots=True)
class CatalogueField:
    """One field of a table, as its model declares it."""

    kind: FieldKind
    audience: Audience
    code: str = ""
    """What it is called in texts, forms and files, where that is not the name of its column."""
    least: int = 0
    most: int = 0
    """Of a number its bounds; of a text how many letters it may have, of a list how many items, 0 for any; of topics
    their best grade."""
    grade: str = ""
    """What the number behind each topic is called."""
    codes: tuple[str, ...] = ()
    """Of a choice what it may be."""
    must: bool = False
    """Whether a sheet marks it as what has to be filled in; a text that may not be blank is."""
    group_label: str = ""
    """What its name stands under among the names of fields, where the code alone would be another's."""
    default: Any = None
    """What holds while nothing is said, where that is not nothing."""
    optional: bool = False
    """Whether it is None while nothing is said."""
    column: str = ""
    table: str = ""
    identifies: bool = False
    """Whether people are known by it: signs that nobody sees are taken out."""
    searched: bool = False
    """Whether typing it finds the row."""
    confided: str = ""
    """Which part of what was said in confidence it is, if any: a whole programme's workbook leaves out such parts."""
    internal: bool = False
    """Whether it stays here: no file brings it, no workbook has it."""
    suggested: bool = False
    """Whether what others have is offered while it is typed."""
    names_people: bool = False
    """Whether its items are names of people, or what people are known by."""
    explained: bool = False
    """Whether a form says more of it than its name."""
    group: str = ""
    """Under which heading of the profile it is shown."""
    wide: bool = False
    """Whether a form gives it the whole row; what is long or a list has it anyway."""
    lines: int = 1
    width: float = 0
    """Of its column in a workbook, where another than that of its kind."""

    @property
    def path(self) -> str:
        """Where it is stored, as `table.column`."""
        return f"{self.table}.{self.column}"

    @property
    def label(self) -> str:
        """The key of its name."""
        return f"fields.{self.group_label}{self.code}"

    @property
    def required(self) -> bool:
        return self.must or (self.kind in TEXTS and self.least > 0)


def no_items() -> list[Any]:
    """Make what a column of lists holds at first. Asking `list` itself how to call it takes long, for every new row."""
    return []


def no_entries() -> dict[str, Any]:
    """Make what a column of objects holds at first; see `no_items`."""
    return {}


def declared(
    kind: FieldKind,
    audience: Audience,
    *,
    default: Any = PydanticUndefined,  # noqa: ANN401 - SQLModel's Field is typed so
    index: bool = False,
    unique: bool = False,
    refers: str = "",
    stored: Any = None,  # noqa: ANN401 - a type
    **more: Any,  # noqa: ANN401 - any of the catalogue's
) -> Any:  # noqa: ANN401 - SQLModel's Field is typed so
    """Declare a field: what SQLModel and a draft need to know of it follows.

    `stored` is what a file may hold where that is more than what a draft lets in.
    """
    known = None if default is PydanticUndefined else default
    field = CatalogueField(kind, audience, default=known, optional=default is None, **more)
    options: dict[str, Any] = {"sa_column_kwargs": {"info": _info(field, stored)}}
    if kind in LISTS:
        longest = field.most or None if kind == "list" else None
        return Field(default_factory=no_items, max_length=longest, sa_type=JSON, nullable=False, **options)
    if kind in TEXTS:
        default = default if field.required or default is not PydanticUndefined else ""
        options |= {"min_length": field.least or None, "max_length": field.most or None}
        return Field(default=default, index=index, unique=unique, sa_type=AutoString, **options)
    if kind == "choice":
        return Field(default=default, index=index, sa_type=AutoString, **options)
    if field.most:
        options |= {"ge": field.least, "le": field.most}
    if refers:
        options["foreign_key"] = refers
    return Field(default=default, index=index, **options)


def _info(field: CatalogueField, stored: Any) -> dict[str, Any]:  # noqa: ANN401 - a type
    """Return what a column keeps of its field: the whole, and what the check of a file goes by."""
    info: dict[str, Any] = {_INFO: field}
    if stored is not None:
        info["parts"] = stored
    if field.codes:
        info["codes"] = field.codes
    if field.kind == "points":
        info |= {"least": field.least, "most": field.most}
    return info


def read_by(**columns: str) -> dict[str, Any]:
    """Declare who may read the columns of a table that say nothing of their own: audience to their names."""
    declared: dict[str, Audience] = {}
    for audience in AUDIENCES:
        for column in columns.pop(audience, "").split():
            assert column not in declared, column
            declared[column] = audience
    assert not columns, columns
    return {_AUDIENCE: declared}


def audience_declared(table: Table, column: str) -> Audience:
    """Return who may read a column; KeyError where nobody has decided."""
    field = table.columns[column].info.get(_INFO)
    if isinstance(field, CatalogueField):
        return field.audience
    declared: Mapping[str, Audience] = table.info.get(_AUDIENCE, {})
    return declared[column]


def confided_declared(table: Table) -> dict[str, str]:
    """Return which columns hold what was said in confidence, and which part of it each is.

    A column that is no field says so itself, as `info`.
    """
    found = {}
    for column in table.columns:
        field = column.info.get(_INFO)
        part = field.confided if isinstance(field, CatalogueField) else column.info.get(CONFIDED, "")
        if part:
            found[column.name] = str(part)
    return found


def catalogue_of(model: type[SQLModel], table: str, group_label: str = "") -> Mapping[str, CatalogueField]:
    """Return the fields that a model declares, by code, in its order."""
    found = {}
    for column, field in model.model_fields.items():
        options = getattr(field, "sa_column_kwargs", None)
        declared = options.get("info", {}).get(_INFO) if isinstance(options, Mapping) else None
        if isinstance(declared, CatalogueField):
            code = declared.code or column
            found[code] = replace(declared, code=code, column=column, table=table, group_label=group_label)
    return found
