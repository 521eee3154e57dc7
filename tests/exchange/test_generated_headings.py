"""Several thousand headings are made from templates in both languages; the second list is kept back."""

from tests.support.generated_headings import headings

_SEED = 12


def test_there_are_several_thousand_headings_and_no_list_holds_one_of_the_other() -> None:
    first, kept_back = ({one.shown for one in headings(_SEED, kept_back=kept)} for kept in (False, True))
    assert len(first) + len(kept_back) >= 3_500
    assert len(first & kept_back) <= 20
