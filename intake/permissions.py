"""What each role may do with cases. The table is the code's, not the screen's: every migration sets it again.

Source: the role table in SECURITY.md section 2. A role that is not listed for a permission does not have it.
"""

from portal.common.roles import Role

VIEW_CASE = "intake.view_case"
WORK_CASE = "intake.work_case"
"""Move cases on, write to parties, enter what came by phone."""
LEAD_CASE = "intake.lead_case"
"""Decide what the lead administrator decides: mediators, outcomes, closing, opening again."""
CHANGE_POLICY = "intake.change_policy"
ENTER_REQUEST = "intake.enter_request"
"""Write down a request that came by phone or on paper."""
REFER_COMPLAINT = "intake.refer_complaint"
"""Hand a filed complaint over to the program; who does so sees the referral record alone."""
REVIEW_CASE = "intake.review_case"
"""Decide for the City whether a case is eligible, from the referral record (zone A)."""
MEDIATE = "intake.mediate"
"""See one's own cases and sessions, declare conflicts, report."""
VIEW_CALENDAR = "intake.view_calendar"
"""See the calendar: of everything for those who see every case, of one's own sessions for mediators."""
AUDIT_CASES = "intake.audit_cases"
VIEW_OPERATIONS = "intake.view_operations"
VIEW_LETTERS = "intake.view_lettertemplate"
EDIT_LETTERS = ("intake.change_lettertemplate", "intake.publish_lettertemplate")
"""The texts of letters; what was written in a case is not among them."""
VIEW_SURVEYS = "intake.view_survey"
WRITE_SURVEYS = ("intake.add_survey", "intake.change_survey", "intake.publish_survey")
OPEN_SURVEY = "intake.publish_survey"
"""Ask the questions of a survey from now on, or of nobody any more."""
TRANSLATE_SURVEYS = "intake.change_survey"
VIEW_SURVEY_RESULTS = "intake.view_survey_results"
"""See what was counted, as far as it may be shown; agree to quotes that somebody else proposed."""
READ_SURVEY_TEXTS = "intake.read_survey_texts"
"""Read what people wrote in their own words, and propose quotes."""
EXPORT_SURVEY_RESULTS = "intake.export_survey_results"
"""Download answers and tables."""

WORKS = (
    VIEW_CASE,
    WORK_CASE,
    ENTER_REQUEST,
    VIEW_OPERATIONS,
    VIEW_CALENDAR,
    VIEW_LETTERS,
    VIEW_SURVEYS,
    *WRITE_SURVEYS,
    VIEW_SURVEY_RESULTS,
)

ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.LEAD: (*WORKS, LEAD_CASE, CHANGE_POLICY, *EDIT_LETTERS, READ_SURVEY_TEXTS, EXPORT_SURVEY_RESULTS),
    Role.ADMINISTRATOR: WORKS,
    Role.MEDIATOR: (MEDIATE, VIEW_CALENDAR),
    Role.LIAISON: (REFER_COMPLAINT, REVIEW_CASE),
    Role.EDITOR: (),
    Role.REVIEWER: (),
    Role.TRANSLATOR: (VIEW_SURVEYS, TRANSLATE_SURVEYS),
    Role.AUDITOR: (AUDIT_CASES,),
}
