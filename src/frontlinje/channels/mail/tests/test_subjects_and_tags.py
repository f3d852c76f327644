"""Are subjects compared without what programs add, and is our mark read back from addresses?"""

from uuid import UUID, uuid4

import pytest

from frontlinje.channels.mail.rules.own_addresses import own_form
from frontlinje.channels.mail.rules.subjects import bare_subject, has_words_before, is_answer
from frontlinje.channels.mail.rules.tags import contacts_tagged, tagged_address, untagged_address


@pytest.mark.parametrize(
    "before",
    [
        *("Re: ", "RE:", "SV: ", "Sv:", "VS: ", "Svar: ", "AW: ", "Antw: ", "Fwd: ", "FW: "),
        *("VB: ", "Re[2]: ", "Re: SV: RE: ", "[EKSTERN] SV: ", "Automatisk svar: "),
    ],
)
def test_what_programs_put_before_a_subject_is_taken_off(before: str) -> None:
    assert bare_subject(f"{before}Faktura  12") == bare_subject("faktura 12") == "faktura 12"
    assert has_words_before(f"{before}Faktura 12")


@pytest.mark.parametrize(
    "subject", ["Faktura", "Ref 12: feil", "Svar på brev", "", "[EKSTERN] Hei"]
)
def test_other_subjects_have_nothing_before_them(subject: str) -> None:
    assert not has_words_before(subject)
    assert not is_answer(subject)


def test_a_subject_of_nothing_but_prefixes_is_empty() -> None:
    assert bare_subject("Re: SV: Fwd:") == ""


def test_a_marked_address_names_its_contact_and_is_ours() -> None:
    contact_id = uuid4()
    marked = tagged_address("post@example.org", contact_id)
    for written in (marked, marked.upper(), f"Senteret <{marked}>"):
        assert contacts_tagged([written]) == [contact_id]
    assert own_form(marked) == untagged_address(marked) == "post@example.org"


@pytest.mark.parametrize(
    "address", ["post+nyhet@example.org", "post+fl.12@example.org", "post@example.org", "", "+fl."]
)
def test_other_addresses_name_nobody(address: str) -> None:
    assert contacts_tagged([address]) == []
    assert untagged_address(address) == address


def test_an_address_that_would_be_too_long_is_not_marked() -> None:
    assert tagged_address(f"{'a' * 29}@example.org", UUID(int=1)) == ""
    assert tagged_address(f"{'a' * 28}@example.org", UUID(int=1)) != ""
