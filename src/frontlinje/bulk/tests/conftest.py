"""What do the tests of runs share? The desk's floor, and three people's browsers."""

from frontlinje.desk.tests.floor import floor, liv, nina, stig

__all__ = ["floor", "liv", "nina", "stig"]
