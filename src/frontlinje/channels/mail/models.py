"""The rows behind mail: what came in as it came, what goes out as it goes, and who we write as."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from frontlinje.base.ids import uuid7
from frontlinje.contacts.models import Contact, Message
from frontlinje.people.models import User


class MailAddress(models.Model):
    """How we present ourselves when writing from one of our addresses.

    Which queue an address leads to is part of the centre's operating state (``Queue.addresses``).
    """

    address = models.CharField(max_length=254, unique=True)
    from_name = models.CharField(max_length=120, blank=True)
    signatures = models.JSONField(default=dict)
    """By language."""
    is_receipt_on = models.BooleanField(default=False)
    """Whether new mail to this address is answered with the centre's ``autoreply`` text."""
    has_plus = models.BooleanField(default=False)
    """Whether mail to ``name+anything@domain`` comes here too, so that answers can carry a mark."""

    def __str__(self) -> str:
        return self.address


class SignIn(models.TextChoices):
    """How a mailbox is signed in to."""

    PASSWORD = "password"
    MICROSOFT = "microsoft"
    GOOGLE = "google"


class Mailbox(models.Model):
    """A mailbox at another server, from which mail is fetched over IMAP."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8)
    """``tls``, ``starttls`` or ``none``; what is set is what is used, never less."""
    user_name = models.CharField(max_length=254)
    sign_in = models.CharField(max_length=12, choices=SignIn)
    tenant = models.CharField(max_length=120, blank=True)
    client_id = models.CharField(max_length=200, blank=True)
    secrets = models.TextField(blank=True)
    """Password and tokens, sealed (``sealed.py``)."""
    folder = models.CharField(max_length=200)
    done_folder = models.CharField(max_length=200, blank=True)
    """Where mail is moved when it is kept here; when empty it is marked as read and stays."""
    queue = models.CharField(max_length=40)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    seen_at = models.DateTimeField(null=True)
    """When the server last told us what lies there."""
    newest_at = models.DateTimeField(null=True)
    """When a mail was last fetched."""
    left = models.PositiveIntegerField(default=0)
    """Mails that lie there and could not be fetched."""
    uidvalidity = models.PositiveBigIntegerField(null=True)
    trouble = models.CharField(max_length=60, blank=True)
    """What is wrong, as a code; empty when nothing is."""
    trouble_words = models.CharField(max_length=400, blank=True)
    """What the server itself said."""
    trouble_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    def forget_trouble(self) -> None:
        """Forget what was wrong."""
        self.trouble, self.trouble_words, self.trouble_since = "", "", None


class RawState(models.TextChoices):
    """What became of a mail that came in."""

    KEPT = "kept"
    """Acknowledged, not read yet."""
    READ = "read"
    SAME = "same"
    """It is the very same mail as an earlier one, delivered again."""
    UNREADABLE = "unreadable"
    """It became a contact that shows it as plain text."""


class RawMail(models.Model):
    """A mail exactly as it came. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    envelope_sender = models.CharField(max_length=320, blank=True)
    """The return path; empty for bounces and the like."""
    recipients = ArrayField(models.CharField(max_length=320))
    """Our addresses that it was delivered to."""
    door = models.CharField(max_length=10)
    peer = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL)
    """Where it was fetched; with the next two, the place under which it lay there."""
    uidvalidity = models.PositiveBigIntegerField(null=True)
    uid = models.PositiveBigIntegerField(null=True)
    is_cut = models.BooleanField(default=False)
    """Whether it was too large to be fetched whole; its mailbox has the rest."""
    turn_at = models.DateTimeField()
    """Its place among the mail to be read: later than it came, the more its sender sent at once."""

    state = models.CharField(max_length=12, choices=RawState, default=RawState.KEPT)
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often reading was begun and did not come to an end."""
    held_until = models.DateTimeField(null=True)
    """Until when whoever reads it is believed to be alive."""
    trouble = models.CharField(max_length=400, blank=True)
    message = models.ForeignKey(
        Message, null=True, on_delete=models.PROTECT, related_name="raw_mails"
    )

    msg_id = models.CharField(max_length=252, blank=True)
    """Its Message-ID, with angle brackets; empty when it has none that makes sense."""
    references = ArrayField(models.CharField(max_length=252), default=list)
    reply_to = models.CharField(max_length=254, blank=True)
    thread = models.CharField(max_length=12, blank=True)
    """By what it was found to belong to something we had (``rules.threads.Thread``)."""
    is_sender_new = models.BooleanField(default=False)
    """Whether it then came from an address that had no part in that before."""
    content_sha256 = models.CharField(max_length=64, blank=True)
    automatic = models.CharField(max_length=12, blank=True)
    extras = models.JSONField(default=list)
    """What it holds besides text and files, as ``rules.extras`` lists it."""
    reported = models.CharField(max_length=12, blank=True)
    """What it reports of a mail of ours (``rules.bounces.Reported``); empty for other mail."""
    reports_on = models.ForeignKey(
        "OutgoingMail", null=True, on_delete=models.PROTECT, related_name="reports"
    )
    is_shortened = models.BooleanField(default=False)
    """Whether something of it is to be seen in the original only."""
    has_files_missing = models.BooleanField(default=False)
    """Whether its files could not be stored yet (the disk was full); the original has them."""

    class Meta:
        indexes = [
            models.Index(fields=["turn_at"], name="raw_mail_to_read", condition=Q(state="kept")),
            models.Index(
                fields=["envelope_sender", "turn_at"],
                name="raw_mail_of_sender_to_read",
                condition=Q(state="kept"),
            ),
            models.Index(
                fields=["received_at"], name="raw_mail_unreadable", condition=Q(state="unreadable")
            ),
            models.Index(
                fields=["received_at"],
                name="raw_mail_files_missing",
                condition=Q(has_files_missing=True),
            ),
            models.Index(fields=["msg_id"], name="raw_mail_by_msg_id", condition=~Q(msg_id="")),
            models.Index(fields=["sha256"], name="raw_mail_by_hash"),
            models.Index(
                fields=["reply_to", "-received_at"],
                name="raw_mail_by_sender",
                condition=~Q(reply_to=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="read_mail_has_a_message",
                condition=Q(state="kept") | Q(message__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_raw_mail_for_each_place",
                fields=["mailbox", "uidvalidity", "uid"],
                condition=Q(uid__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class OutgoingState(models.TextChoices):
    """How far a mail of ours is on its way."""

    QUEUED = "queued"
    SENT = "sent"
    """A mail server has taken it for every recipient."""
    DELAYED = "delayed"
    """It did not get through yet and is tried again."""
    FAILED = "failed"
    """It will not be tried again unless somebody says so."""
    WITHHELD = "withheld"
    """It belongs to an exercise and never leaves the house."""


class OutgoingMail(models.Model):
    """A message on its way out, complete and under the name it keeps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="outgoing_mail")
    msg_id = models.CharField(max_length=400, unique=True)
    """Its Message-ID, which it keeps however often it is sent."""
    envelope_sender = models.CharField(max_length=254, blank=True)
    recipients = ArrayField(models.CharField(max_length=254))
    """Who has not got it yet."""
    refused = ArrayField(models.CharField(max_length=254), default=list)
    """Whom a server would not take it for."""
    raw = models.BinaryField()
    is_receipt = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    state = models.CharField(max_length=12, choices=OutgoingState)
    next_at = models.DateTimeField(null=True)
    """When it is tried next."""
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    """Until when whoever sends it is believed to be alive."""
    is_data_begun = models.BooleanField(default=False)
    """Whether an attempt handed over the text and never learned what became of it."""
    is_maybe_double = models.BooleanField(default=False)
    """Whether it was sent once more because of that; the recipient may have it twice."""
    trouble = models.CharField(max_length=400, blank=True)
    """What the mail server said, or a code of ours."""
    sent_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Who said that the customer was reached in another way after it failed."""

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                name="outgoing_mail_due",
                condition=Q(state__in=["queued", "delayed"]),
            ),
            models.Index(
                fields=["created_at"],
                name="outgoing_mail_in_trouble",
                condition=Q(state__in=["delayed", "failed"], handled_by__isnull=True),
            ),
            models.Index(fields=["sent_at"], name="outgoing_mail_sent", condition=Q(state="sent")),
        ]
        constraints = [
            models.CheckConstraint(
                name="waiting_mail_has_a_time",
                condition=~Q(state__in=["queued", "delayed"]) | Q(next_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_mail_has_a_time",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.msg_id} {self.state}"


class DraftFile(models.Model):
    """A file that somebody put to an answer not yet sent; its bytes lie in the file store."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="draft_files")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="draft_files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["contact", "user"], name="draft_files_of_answer")]

    def __str__(self) -> str:
        return self.name


class ReceiptSent(models.Model):
    """Whom we last told «we have your mail», and when: at most once a day each."""

    address = models.CharField(max_length=254, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="receipt_by_time")]

    def __str__(self) -> str:
        return self.address


class AnswersStop(models.Model):
    """That we stopped answering by ourselves, because it went too fast to be right."""

    at = models.DateTimeField()
    n = models.PositiveIntegerField()
    """How many answers went out in the minute before."""
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), name="one_stop_at_a_time", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.n}"
