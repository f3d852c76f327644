"""What does the web form give to the house? Answers go by mail, to the address on the form."""

from frontlinje.channels.contract import Channel
from frontlinje.channels.mail.actions.answering import answer_address, send_reply
from frontlinje.channels.mail.actions.taking_back import take_back_answer
from frontlinje.contacts.rules.lifecycle import Channel as ChannelCode

CHANNEL = Channel(
    code=ChannelCode.WEB,
    send_answer=send_reply,
    take_back=take_back_answer,
    answer_address=answer_address,
)
