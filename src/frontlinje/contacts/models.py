"""The rows behind contacts. The constraints here are laws, not habits."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Now

from frontlinje.base.ids import uuid7
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.people.models import User

CHANNELS = [(channel.value, channel.value) for channel in Channel]
STATES = [(state.value, state.value) for state in State]


class Customer(models.Model):
    """A person or an organisation that we answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=40, unique=True, null=True)
    is_organisation = models.BooleanField(default=False)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=5, blank=True)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    weight = models.SmallIntegerField(default=0)
    search_key = models.TextField(default="")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            # Without the list of pending entries, which each search would read after an import.
            GinIndex(
                SearchVector("search_key", config="simple"),
                name="customer_search",
                fastupdate=False,
            ),
            models.Index(fields=["name", "id"], name="customer_by_name"),
            # The few who come first: the backlog looks each waiting contact's customer up here.
            models.Index(
                fields=["id"],
                include=["weight"],
                condition=~models.Q(weight=0),
                name="customer_who_comes_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CustomerMerge(models.Model):
    """That two customers were found to be one; what is needed to part them again exactly."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField()
    """Ids of what went over (contacts, cases, notes), and the kept one's facts before and after."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(undone_at__isnull=True),
                name="merged_into_one_at_a_time",
            ),
            models.CheckConstraint(
                name="nobody_merges_into_themselves",
                condition=~models.Q(kept=models.F("merged")),
            ),
        ]
        indexes = [models.Index(fields=["kept", "-at"], name="merges_of_customer")]

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.kept_id}"


class CustomerPhone(models.Model):
    """A number a customer calls from, in E.164."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "number"], name="one_row_per_phone")
        ]

    def __str__(self) -> str:
        return self.number


class CustomerEmail(models.Model):
    """An address a customer writes from, in lower case."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="emails")
    address = models.CharField(max_length=254, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "address"], name="one_row_per_email")
        ]

    def __str__(self) -> str:
        return self.address


class Case(models.Model):
    """The matter that outlives the single contact."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="cases"
    )
    is_major = models.BooleanField(default=False)
    """A major incident: its contacts are of many customers, who know nothing of each other."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Contact(models.Model):
    """One interaction on one channel."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    channel = models.CharField(max_length=20, choices=CHANNELS)
    queue = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=STATES)
    state_at = models.DateTimeField()
    received_at = models.DateTimeField()
    """When it truly happened; for paper and calls noted afterwards, before ``recorded_at``."""
    recorded_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    """Since when it waits in this queue; a rejected offer does not move it."""
    due_at = models.DateTimeField(null=True)
    """When the queue's promise runs out, counted in opening hours."""
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    resume_at = models.DateTimeField(null=True)
    """When a scheduled or parked contact comes back to the queue."""
    wrap_up_until = models.DateTimeField(null=True)
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="contacts"
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="contacts")
    subject = models.CharField(max_length=200, blank=True)
    preview = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True)
    agent = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="contacts")
    """Who holds it: set while active, in wrap-up, or parked or scheduled for that person."""
    last_agent = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Who had this customer or case before, and is preferred while ready."""
    reserved_for = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """The one person a transfer was made to; nobody else is offered it."""
    demands = models.JSONField(default=list)
    """Skills this contact demands besides its queue's: ``[{"skill": code, "level": n}]``."""
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    """Codes of the centre's tags, each once, in the order of the alphabet."""
    overflow = models.JSONField(default=dict)
    """What overflow recipes did to it: widened groups, relaxed skills, raise, recipes run."""
    wrap_up_code = models.CharField(max_length=60, blank=True)
    closed_reason = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=20)
    """The door it came through: smtp, form, hand …"""
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    is_exercise = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["queue", "state", "-received_at", "-id"], name="contact_list"),
            models.Index(fields=["state", "-received_at", "-id"], name="contact_list_all_queues"),
            models.Index(
                fields=["queue", "received_at"],
                name="contact_waiting",
                condition=models.Q(state="queued"),
            ),
            models.Index(
                fields=["agent", "state"],
                name="contact_in_hand",
                condition=models.Q(state__in=["active", "wrap_up", "parked", "scheduled"]),
            ),
            models.Index(
                fields=["resume_at"],
                name="contact_to_resume",
                condition=models.Q(state__in=["parked", "scheduled"]),
            ),
            models.Index(fields=["customer", "-received_at"], name="contact_of_customer"),
            models.Index(fields=["received_at", "queue"], name="contact_by_arrival"),
            models.Index(
                fields=["id"], name="contact_of_exercise", condition=models.Q(is_exercise=True)
            ),
            GinIndex(
                fields=["tags"],
                name="contact_with_tag",
                condition=~models.Q(tags=[]),
                fastupdate=False,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="in_hand_means_a_holder",
                condition=~models.Q(state__in=["active", "wrap_up"])
                | models.Q(agent__isnull=False),
            ),
            models.CheckConstraint(
                name="waiting_means_no_holder",
                condition=~models.Q(state__in=["received", "queued", "offered"])
                | models.Q(agent__isnull=True),
            ),
            models.CheckConstraint(
                name="closed_means_a_reason",
                condition=~models.Q(state="closed") | ~models.Q(closed_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class Message(models.Model):
    """Something that was written or said in a contact."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="messages")
    is_outgoing = models.BooleanField(default=False)
    at = models.DateTimeField()
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=320, blank=True)
    recipients = ArrayField(models.CharField(max_length=320), default=list)
    copies = ArrayField(models.CharField(max_length=320), default=list)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    """Sanitised; empty when there was none."""

    class Meta:
        indexes = [models.Index(fields=["contact", "at"], name="message_of_contact")]

    def __str__(self) -> str:
        return f"{self.subject or self.text[:40]}"


class Attachment(models.Model):
    """A file of a message; its bytes lie in the file store under their SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=250, blank=True)

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """What an agent wrote for colleagues, never for the customer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="notes")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="notes"
    )
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class Draft(models.Model):
    """An answer that somebody has begun; it survives a closed browser."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True)
    """Empty when sent or thrown away: the row stays, so that a late save cannot revive it."""
    sequence = models.BigIntegerField(default=0)
    """Counted by the browser that writes; a save with a lower number came too late."""
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "user"], name="one_draft_each")]

    def __str__(self) -> str:
        return self.text[:60]


class SearchText(models.Model):
    """The words that a contact is found by, or those noted about a customer and no contact."""

    contact = models.OneToOneField(
        Contact, null=True, on_delete=models.CASCADE, related_name="search_text"
    )
    customer = models.OneToOneField(
        Customer, null=True, on_delete=models.CASCADE, related_name="search_text"
    )
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="search_words", fastupdate=False)]
        constraints = [
            models.CheckConstraint(
                name="words_of_a_contact_or_a_customer",
                condition=models.Q(contact__isnull=True) ^ models.Q(customer__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id or self.customer_id}"


class SearchChange(models.Model):
    """That words of a contact or a customer changed; written by triggers, gone when read."""

    contact_id = models.UUIDField(null=True)
    customer_id = models.UUIDField(null=True)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.contact_id or self.customer_id}"


class ImportState(models.TextChoices):
    """How far an import run has come."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"
    DISCARDED = "discarded"
    UNDOING = "undoing"
    UNDONE = "undone"


class ImportRun(models.Model):
    """One file of customers on its way into the register: uploaded, matched, checked, written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=200)
    file = models.BinaryField(null=True)
    """Kept only until the run is over."""
    headings = ArrayField(models.CharField(max_length=200), default=list)
    columns = ArrayField(models.CharField(max_length=20), default=list)
    """What each column holds: a ``rules.import_columns.Column``, or empty for nothing of ours."""
    country = models.CharField(max_length=2)
    """Whose phone numbers are meant where no country code is written."""
    state = models.CharField(max_length=10, choices=ImportState.choices)
    n_rows = models.PositiveIntegerField(default=0)
    n_read = models.PositiveIntegerField(default=0)
    """Rows read so far: the progress of checking."""
    n_new = models.PositiveIntegerField(default=0)
    n_changed = models.PositiveIntegerField(default=0)
    n_unchanged = models.PositiveIntegerField(default=0)
    n_left = models.PositiveIntegerField(default=0)
    """Customers that an undo left as they were, because something had happened to them since."""
    errors = models.JSONField(default=list)
    failure = models.JSONField(default=dict)
    """Code and parameters of what stopped the whole run."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-uploaded_at"], name="import_run_latest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"
