"""Colour roles, light and dark. One palette, one style sheet and the painted delegates draw from them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, by role, as `#RRGGBB`."""

    name: str
    bg: str
    surface: str
    surface2: str
    sidebar: str
    line: str
    line2: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    mentor: str
    mentor_soft: str
    mentee: str
    mentee_soft: str


LIGHT = Tokens(
    name="light", bg="#F6F7F5", surface="#FFFFFF", surface2="#F1F3F0", sidebar="#FBFCFA",
    line="#E4E8E3", line2="#D3D9D2", text="#16211D", text2="#4B5A54", text3="#65736D",
    primary="#0F766E", primary_hover="#0B5F59", primary_soft="#E1F3F0", on_primary="#FFFFFF",
    good="#15803D", good_soft="#E3F5E8", warn="#A8490A", warn_soft="#FDF0DA", bad="#B42318", bad_soft="#FDE8E5",
    info="#1D4ED8", info_soft="#E6EDFD", mentor="#0F766E", mentor_soft="#E1F3F0", mentee="#6D28D9",
    mentee_soft="#EFE8FD",
)  # fmt: skip
DARK = Tokens(
    name="dark", bg="#101513", surface="#181F1C", surface2="#202925", sidebar="#131917",
    line="#28332E", line2="#37443E", text="#EDF3F0", text2="#B4C2BB", text3="#93A29B",
    primary="#2FB9A6", primary_hover="#4BCDBB", primary_soft="#17332F", on_primary="#06231F",
    good="#4ADE80", good_soft="#16301F", warn="#FBBF24", warn_soft="#37290D", bad="#FB7A6E", bad_soft="#3B1B18",
    info="#8AB4FF", info_soft="#1A2743", mentor="#2FB9A6", mentor_soft="#17332F", mentee="#B79CFA",
    mentee_soft="#2A2143",
)  # fmt: skip
