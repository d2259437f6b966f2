"""What each role may do with cases. The table is the code's, not the screen's: every migration sets it again.

Source: the role table in SECURITY.md section 2. A role that is not listed for a permission does not have it.
"""

from portal.common.roles import Role

VIEW_CASE = "intake.view_case"

ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: (VIEW_CASE,),
    Role.MEDIATOR: (),
    Role.LIAISON: (),
    Role.EDITOR: (),
    Role.TRANSLATOR: (),
    Role.AUDITOR: (),
}
