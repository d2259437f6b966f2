"""What each role may do with cases. The table is the code's, not the screen's: every migration sets it again.

Source: the role table in SECURITY.md section 2. A role that is not listed for a permission does not have it.
"""

from portal.common.roles import Role

VIEW_CASE = "intake.view_case"
ENTER_REQUEST = "intake.enter_request"
"""Write down a request that came by phone or on paper."""
REFER_COMPLAINT = "intake.refer_complaint"
"""Hand a filed complaint over to the program; who does so never sees the case."""

ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: (VIEW_CASE, ENTER_REQUEST),
    Role.MEDIATOR: (),
    Role.LIAISON: (REFER_COMPLAINT,),
    Role.EDITOR: (),
    Role.REVIEWER: (),
    Role.TRANSLATOR: (),
    Role.AUDITOR: (),
}
