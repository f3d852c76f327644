"""Does the mark for compilers leave functions alone and list them?"""

from frontlinje.base.jit import JITABLE, jitable


def test_a_marked_function_is_the_same_function_and_is_listed() -> None:
    def double(x: int) -> int:
        return 2 * x

    marked = jitable(double)
    try:
        assert marked is double
        assert JITABLE[f"{__name__}.{double.__qualname__}"] is double
    finally:
        del JITABLE[f"{__name__}.{double.__qualname__}"]
