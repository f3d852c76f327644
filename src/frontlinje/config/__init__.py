"""The one room that knows everybody: settings, URLs, processes, command line and the machine below.

Owns: how Frontlinje is installed, started, watched, backed up and measured. No rule of a contact
centre lives here.
Words: *home* (the folder with an installation's data), *supervisor* (`frontlinje up`), *service*
(a loop inside the worker), *check* (a line of `frontlinje doctor`), *benchmark*.
Start in `cli.py` for commands, `supervisor.py` for processes, `settings.py` for what can be set.
"""
