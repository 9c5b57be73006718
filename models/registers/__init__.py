"""All registers (台账) of the program: one declaration a file, listed here in the order of the navigation.

Whoever builds the program (`main.py`, tests) calls `all_registers` once and hands the result down; the
workbook, the operations and the window work on any register and know none by name.
"""

from models.base.register import Registers
from models.registers.activities import ACTIVITIES
from models.registers.annual_figures import ANNUAL_FIGURES
from models.registers.catalogue import CATALOGUE
from models.registers.channels import CHANNELS
from models.registers.consultations import CONSULTATIONS
from models.registers.dispatches import DISPATCHES
from models.registers.documents import DOCUMENTS
from models.registers.interpretations import INTERPRETATIONS
from models.registers.messages import MESSAGES
from models.registers.number_sequences import NUMBER_SEQUENCES, RESERVED_NUMBERS
from models.registers.own import OWN, OWN_REGISTERS
from models.registers.policies import POLICIES
from models.registers.problems import PROBLEMS
from models.registers.requests import REQUESTS
from models.registers.reviews import REVIEWS
from models.registers.settings import SETTINGS
from models.registers.tasks import TASKS
from models.registers.units import UNITS


def all_registers() -> Registers:
    """Every register there is, and how an office adds its own: they stand where `OWN_REGISTERS` does."""
    ledgers = (
        TASKS,
        PROBLEMS,
        REQUESTS,
        POLICIES,
        INTERPRETATIONS,
        CONSULTATIONS,
        MESSAGES,
        REVIEWS,
        CHANNELS,
        CATALOGUE,
        ACTIVITIES,
        OWN_REGISTERS,
    )
    papers = (DISPATCHES, NUMBER_SEQUENCES, RESERVED_NUMBERS, DOCUMENTS, UNITS)
    return Registers((*ledgers, *papers, ANNUAL_FIGURES, SETTINGS), OWN)
