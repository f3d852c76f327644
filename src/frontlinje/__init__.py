"""Frontlinje: a contact centre that is run, rehearsed and carried with one model.

Each folder here is a room; `docs/rooms.md` is the map. Start in the room whose noun you act on.
"""
