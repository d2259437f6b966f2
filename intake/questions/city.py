"""What City staff give when they refer a filed complaint (DOMAIN section 2). Staff alone see these, in English.

Witnesses are left out on purpose: mediation does not need them.
"""

from intake.constants import Path
from intake.questions.question import Kind, Page, Question, Store

CITY = frozenset({Path.CITY})
YES_NO_UNKNOWN = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))

FILED_COMPLAINT = Page(
    "filed-complaint",
    "The complaint",
    (
        Question(
            "complaint_number",
            Kind.TEXT,
            Store.COMPLAINT,
            "Complaint number",
            "As the department’s own system has it.",
            "Enter the complaint number.",
            limit=60,
        ),
        Question(
            "received_on",
            Kind.DATE,
            Store.COMPLAINT,
            "Date the department received it",
            "Its own deadlines count from here.",
            "Enter the date the department received it.",
        ),
        Question(
            "discovered_on",
            Kind.DATE,
            Store.COMPLAINT,
            "Date of discovery",
            "The one-year limit counts from here (Gov. Code 3304(d)).",
            "Enter the date of discovery.",
        ),
    ),
    paths=CITY,
)

ALLEGATIONS = Page(
    "allegations",
    "Allegations",
    (
        Question(
            "allegations",
            Kind.CHOICES,
            Store.ACCOUNT,
            "What does the complaint allege?",
            "Choose all that it names.",
            "Choose at least one.",
            choices=(
                ("discourtesy", "Discourtesy or attitude"),
                ("communication", "Poor communication, no explanation"),
                ("neglect", "Delay or poor service"),
                ("differential", "Treated differently"),
                ("procedure", "Procedure"),
                ("other", "Something else"),
            ),
        ),
        Question(
            "eligibility",
            Kind.CHOICES,
            Store.COMPLAINT,
            "Checked before referring",
            "What is left open is settled in screening.",
            choices=(
                ("no_force", "No force and no injury"),
                ("no_arrest", "No arrest, search or property at issue"),
                ("no_crime", "No crime alleged"),
                ("no_pattern", "No pattern of sustained findings"),
                ("identified", "The employee is identified and still employed"),
                ("asked", "The complainant was told that mediation is voluntary"),
            ),
        ),
        Question(
            "decided_by",
            Kind.NAME,
            Store.COMPLAINT,
            "Who decided to refer it",
            "Name and position.",
            "Enter who decided to refer it.",
        ),
    ),
    paths=CITY,
)

PENDING = Page(
    "pending",
    "Pending matters",
    (
        Question(
            "pending_matter",
            Kind.CHOICE,
            Store.COMPLAINT,
            "Is a criminal or civil matter pending?",
            "It usually means that mediation waits.",
            "Choose yes, no or not known.",
            choices=YES_NO_UNKNOWN,
        ),
        Question(
            "recording_exists",
            Kind.CHOICE,
            Store.COMPLAINT,
            "Does a body-worn camera recording exist?",
            "A flag only. Recordings never come here.",
            choices=YES_NO_UNKNOWN,
        ),
        Question(
            "union_contacted",
            Kind.CHOICE,
            Store.COMPLAINT,
            "Was the employee’s representative contacted?",
            "The program tells both sides the same.",
            choices=YES_NO_UNKNOWN,
        ),
    ),
    paths=CITY,
)

EARLIER = Page(
    "earlier",
    "Earlier mediations and due date",
    (
        Question(
            "mediations_12_months",
            Kind.TEXT,
            Store.EMPLOYEE,
            "Mediations of this employee in the last 12 months",
            "A number only. A second approver is needed from one on.",
            limit=3,
        ),
        Question(
            "mediations_24_months",
            Kind.TEXT,
            Store.EMPLOYEE,
            "Mediations of this employee in the last 24 months",
            "A number only.",
            limit=3,
        ),
        Question(
            "due_on",
            Kind.DATE,
            Store.COMPLAINT,
            "Needed back by",
            "The last day on which the department must have it back.",
            ahead=True,
        ),
    ),
    paths=CITY,
)
