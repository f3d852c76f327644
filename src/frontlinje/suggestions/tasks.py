"""What of suggestions takes long? Learning, every night."""

from procrastinate.contrib.django import app

from frontlinje.base import clock
from frontlinje.suggestions.actions.learning import learn
from frontlinje.suggestions.models import Aim

LOCK = "suggestions.learn"


@app.periodic(cron="40 2 * * *")
@app.task(name="suggestions.learn", lock=LOCK, queueing_lock=LOCK)
def learn_again(timestamp: int = 0) -> None:
    """Learn topics and queues anew; the scheduler says when it was meant to be done."""
    for aim in Aim:
        learn(aim=aim, at=clock.now())
