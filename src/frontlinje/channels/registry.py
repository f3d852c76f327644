"""Which channels are there? The one place where channel folders are registered."""

from frontlinje.channels.contract import Channel
from frontlinje.channels.mail import channel as mail
from frontlinje.channels.web import channel as web
from frontlinje.contacts.rules.lifecycle import Channel as ChannelCode

CHANNELS: dict[ChannelCode, Channel] = {
    channel.code: channel for channel in (mail.CHANNEL, web.CHANNEL)
}
