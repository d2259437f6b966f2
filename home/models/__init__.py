from home.models.home_page import HomePage
from home.models.program_details import ProgramDetails
from home.models.request_page import RequestPage

__all__ = ["HomePage", "ProgramDetails", "RequestPage"]
