"""Every table of the program, and the drafting of the migration that makes them."""

import importlib
import pkgutil

from sqlalchemy import MetaData
from sqlmodel import SQLModel

import nhipcau


def metadata() -> MetaData:
    """Return the metadata with the models of every room registered."""
    for room in pkgutil.iter_modules(nhipcau.__path__):
        if room.ispkg:
            package = importlib.import_module(f"nhipcau.{room.name}")
            if any(module.name == "models" for module in pkgutil.iter_modules(package.__path__)):
                importlib.import_module(f"nhipcau.{room.name}.models")
    importlib.import_module("nhipcau.database.tables")
    return SQLModel.metadata
