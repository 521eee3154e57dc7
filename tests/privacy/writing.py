"""Every registered output written for everybody who may get it: a function an output, found by its code.

A new output takes one function, marked with its code, in one of the modules that are imported here.
"""

from tests.privacy import writing_for_team, writing_to_people
from tests.privacy.scene import WRITERS, Scene, Written

__all__ = ["WRITERS", "Scene", "Written", "writing_for_team", "writing_to_people"]
