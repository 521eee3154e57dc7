"""Every mail says which programme it is from: before its subject, and under its body."""

from nhipcau.common.words import Words
from nhipcau.mail.draft import Mail
from nhipcau.mail.missing_addresses import names_said, unaddressed
from nhipcau.mail.signature import Sender, signed

MAIL = Mail((("Mai", "mai@x.vn"),), "Giới thiệu", "Chào\n")


def test_the_programme_the_organisation_and_a_name_sign() -> None:
    found = signed(MAIL, Sender("Hạt Giống", "Công ty A", "Trần Thu Hà"), Words("vi"))
    assert found.subject == "[Hạt Giống] Giới thiệu"
    assert found.body == "Chào\n\nTrân trọng,\nTrần Thu Hà\nBan điều phối Hạt Giống\nCông ty A\n"


def test_what_is_not_known_is_left_out() -> None:
    found = signed(MAIL, Sender(" "), Words("en"))
    assert found.subject == "Giới thiệu"
    assert found.body == "Chào\n\nKind regards,\nThe programme team\n"
    named = signed(MAIL, Sender("Seeds"), Words("en"))
    assert named.body.endswith("Kind regards,\nThe programme team of Seeds\n")


def test_of_those_without_an_address_each_is_named_once() -> None:
    nobody = Mail((("Lan", ""), ("Mai", "mai@x.vn")), "", "")
    assert unaddressed([nobody, MAIL, nobody]) == (2, ("Lan",))


def test_of_many_names_the_first_are_said() -> None:
    names = [f"Người {number}" for number in range(5)]
    assert names_said(names, Words("vi"), 3) == "Người 0, Người 1, Người 2 và 2 người nữa"
    assert names_said(names[:3], Words("vi"), 3) == "Người 0, Người 1, Người 2"
