"""What went wrong, as a code that an edge can translate? Every room raises these, none speaks.

FrontlinjeError
├── NotAllowed    the person may not do this            (HTTP 403)
│   └── NotSignedIn   nobody is signed in               (HTTP 401)
├── NotFound      no such thing, or not for this person (HTTP 404)
├── Conflict      somebody or something came first      (HTTP 409)
├── Invalid       what was given cannot be used         (HTTP 422)
└── Unavailable   a part we need is down                (HTTP 503)
"""


class FrontlinjeError(Exception):
    """An error with a ``code`` (``room.what_is_wrong``) and the parameters its text needs."""

    status = 500

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})" if details else self.code


class NotAllowed(FrontlinjeError):
    """The person may not do this."""

    status = 403


class NotSignedIn(NotAllowed):
    """Nobody is signed in; signing in may help."""

    status = 401


class NotFound(FrontlinjeError):
    """There is no such thing, or this person may not know of it."""

    status = 404


class Conflict(FrontlinjeError):
    """Somebody or something came first; the caller should look again."""

    status = 409


class Invalid(FrontlinjeError):
    """What was given cannot be used; ``field`` among the parameters says where."""

    status = 422


class Unavailable(FrontlinjeError):
    """A part that is needed is down; trying again later may help."""

    status = 503
