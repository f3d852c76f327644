"""The ways in and out: one folder for each channel, all alike, registered in ``registry.py``.

A channel turns what arrives at its door into a contact (``contacts.actions.lifecycle``), committed
before anybody is told «received», and carries an agent's answer back. Start with ``contract.py``.
"""
