"""What happened, for people who operate the centre? JSON lines in the home, short lines on screen.

Logs hold no personal data: what looks like an address or a number is blotted out, and of an error
only its kind and its first line are kept.
"""

import json
import logging
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_SIZE = 10 * 2**20
FILES_KEPT = 5
LONGEST_TEXT = 400
NOISY = {
    "uvicorn.error": logging.WARNING,
    "procrastinate": logging.WARNING,
    "mail.log": logging.ERROR,
}

_EMAIL = re.compile(r"[^\s@'\"<>]+@[^\s@'\"<>]+\.\w+")
_NUMBER = re.compile(r"\+?\d(?:[ -]?\d){7,}")
_OURS = "/frontlinje/"
_LIBRARIES = "/site-packages/"
_PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def set_up_logging(process: str, home: Path) -> None:
    """Send this process's log to `home`/log/`process`.log and to the terminal."""
    folder = home / "log"
    folder.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(
        folder / f"{process}.log", maxBytes=FILE_SIZE, backupCount=FILES_KEPT, encoding="utf-8"
    )
    file.setFormatter(JsonLines(process))
    screen = logging.StreamHandler(sys.stderr)
    screen.setFormatter(ShortLines(process))
    logging.basicConfig(level=logging.INFO, handlers=[file, screen], force=True)
    logging.captureWarnings(True)
    for name, level in NOISY.items():
        logging.getLogger(name).setLevel(level)


def redact(text: str) -> str:
    """Blot out e-mail addresses and long numbers, and keep the text to one line."""
    first = text.split("\n", 1)[0][:LONGEST_TEXT]
    return _NUMBER.sub("<number>", _EMAIL.sub("<address>", first))


class JsonLines(logging.Formatter):
    """One JSON object a line: when, which process, how bad, what, and the fields of `extra`."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": self.process,
            "pid": os.getpid(),
            "from": record.name,
            "text": redact(record.getMessage()),
        }
        line |= {k: redact(str(v)) for k, v in vars(record).items() if k not in _PLAIN}
        if record.exc_info and record.exc_info[1]:
            line["error"] = _error(record.exc_info[1])
            line["where"] = _where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


class ShortLines(logging.Formatter):
    """One short line for the terminal."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        error = f": {_error(record.exc_info[1])}" if record.exc_info and record.exc_info[1] else ""
        return f"{at} {self.process}: {redact(record.getMessage())}{error}"


def _where(error: BaseException) -> list[str]:
    """Return the way to the error through our own code, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    kept = [frame for frame in frames if _OURS in frame.filename or frame is frames[-1]]
    return [f"{frame.filename.split(_LIBRARIES)[-1]}:{frame.lineno} {frame.name}" for frame in kept]


def _error(error: BaseException) -> str:
    return f"{type(error).__name__}: {redact(str(error))}"
