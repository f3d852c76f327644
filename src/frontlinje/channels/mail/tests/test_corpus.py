"""Does every mail of the corpus end as something that somebody sees, whole and once?"""

import hashlib
import re
from collections.abc import Iterator

import pytest

from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.rules.read_mail import UnreadableMail
from frontlinje.channels.mail.tests.corpus import OWN, of_the_standard_library
from frontlinje.channels.mail.tests.mailroom import READER, arrive, contact_of
from frontlinje.channels.mail.tests.nasty_mails import UNREADABLE
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State

CORPUS = {**OWN, **of_the_standard_library()}
LARGE = 2**17
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def test_the_corpus_is_as_large_as_we_say() -> None:
    assert len(OWN) >= 150


@pytest.mark.slow
def test_every_mail_is_read_by_one_child_and_can_be_stored() -> None:
    answers = READER.read([(raw, "kari@example.net") for raw in CORPUS.values()])
    for name, said in zip(CORPUS, answers, strict=True):
        if isinstance(said, UnreadableMail):
            assert name in UNREADABLE, f"{name}: {said}"
            continue
        for text in _texts(said):
            assert not NOT_STORABLE.search(text), name
        assert all(0 < len(file.name) <= 120 for file in said.body.files), name


def _texts(said: object) -> Iterator[str]:
    """Yield every text in what was read, however deep."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, (list, tuple)):
        for one in said:
            yield from _texts(one)
    elif hasattr(said, "__dataclass_fields__"):
        for name in said.__dataclass_fields__:
            yield from _texts(getattr(said, name))


@pytest.mark.slow
@pytest.mark.usefixtures("centre", "file_store")
def test_every_mail_is_one_original_and_one_contact_in_the_queue() -> None:
    # The others come in by the real door in tests/mail/test_hostile_and_ordinary.py.
    some = {
        name: raw
        for number, (name, raw) in enumerate(CORPUS.items())
        if len(raw) >= LARGE or number % 10 == 0
    }
    seen = set()
    for name, raw in some.items():
        kept = arrive(raw)
        assert (bytes(kept.raw), kept.sha256) == (raw, hashlib.sha256(raw).hexdigest()), name
        assert kept.state in (RawState.READ, RawState.UNREADABLE, RawState.SAME), name
        contact = contact_of(kept)
        assert (contact.queue, contact.state) == ("general", State.QUEUED), name
        seen.add(contact.id)
    assert RawMail.objects.count() == len(some)
    assert Contact.objects.count() == len(seen)
    (sums,) = conservation()
    assert sums.holds
