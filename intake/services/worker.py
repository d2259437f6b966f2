"""What the worker does, again and again: it sends what waits and runs each job of the table when its time has come.

Any number of workers may run. Each job may run twice and does no harm; a job that fails never stops the others.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import Error as DatabaseError
from django.db.models import F
from django.utils import timezone

from intake.models import Heartbeat
from intake.services.audit_checkpoint import note_audit_head
from intake.services.consent import close_consent_windows, remind_consents
from intake.services.delivery import deliver_next
from intake.services.entry_link import send_asked_links
from intake.services.follow_up import ask_how_it_went
from intake.services.purge import purge_drafts
from intake.services.question import remind_of_questions
from intake.services.roster import leave_closed_accounts
from intake.services.saved_filter import tell_about_saved_filters
from intake.services.session_reminder import remind_sessions
from intake.services.survey_invitation import ask_surveys
from intake.services.survey_purge import purge_surveys
from intake.services.survey_reminder import remind_surveys

logger = logging.getLogger(__name__)

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
BATCH = 20
"""Messages in a row before the jobs are looked at again."""
SEND = "deliver"
"""The name under which the sending itself shows that it lives."""
BEAT = timedelta(seconds=10)


@dataclass(frozen=True)
class Job:
    """One job: its name for the operations page, how often it runs, and what it does at a given moment."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


# Services of other parts of casework join here, one line each.
JOBS: tuple[Job, ...] = (
    Job("remind_of_questions", timedelta(hours=1), remind_of_questions),
    Job("remind_consents", timedelta(hours=1), remind_consents),
    Job("close_consent_windows", timedelta(hours=1), close_consent_windows),
    Job("ask_how_it_went", timedelta(hours=1), ask_how_it_went),
    Job("remind_sessions", timedelta(minutes=10), remind_sessions),
    Job("leave_closed_accounts", timedelta(minutes=10), leave_closed_accounts),
    Job("tell_about_saved_filters", timedelta(hours=1), tell_about_saved_filters),
    Job("purge_drafts", timedelta(hours=6), purge_drafts),
    Job("send_asked_links", timedelta(seconds=30), send_asked_links),
    Job("ask_surveys", timedelta(minutes=10), ask_surveys),
    Job("remind_surveys", timedelta(hours=1), remind_surveys),
    Job("purge_surveys", timedelta(hours=6), purge_surveys),
    Job("note_audit_head", timedelta(hours=1), note_audit_head),
    Job("publish_scheduled", timedelta(minutes=5), lambda now: call_command("publish_scheduled")),
    Job("clear_sessions", timedelta(hours=6), lambda now: call_command("clearsessions")),
)


def work_round(is_over: Callable[[], bool] = lambda: False) -> bool:
    """One round: the jobs whose time has come, then messages; says whether more may be waiting. While the database is
    away nothing is done and nothing is lost."""
    try:
        run_jobs(timezone.now())
        for _ in range(BATCH):
            if is_over() or not deliver_next():
                return False
    except DatabaseError as error:
        logger.error("The worker waits for the database: %s", type(error).__name__)
        return False
    return True


def run_jobs(now: datetime, jobs: tuple[Job, ...] | None = None) -> None:
    """Runs each job that no worker has run within its time."""
    beat(now)
    for job in JOBS if jobs is None else jobs:
        if not take_turn(job, now):
            continue
        try:
            job.run(now)
        except Exception as error:
            # Whatever is wrong with one job, the others go on; the operations page shows it. No words of the fault:
            # they may hold what a person wrote.
            Heartbeat.objects.filter(pk=job.name).update(failures=F("failures") + 1)
            logger.error("The job %s failed: %s", job.name, type(error).__name__)
        else:
            Heartbeat.objects.filter(pk=job.name, failures__gt=0).update(failures=0)


def take_turn(job: Job, now: datetime) -> bool:
    """Whether it is this worker that runs the job now: of several, the one whose update finds the row unchanged."""
    Heartbeat.objects.get_or_create(pk=job.name, defaults={"at": NEVER})
    return bool(Heartbeat.objects.filter(pk=job.name, at__lte=now - job.every).update(at=now))


def beat(now: datetime) -> None:
    """Shows that a worker lives."""
    if not Heartbeat.objects.filter(pk=SEND, at__gt=now - BEAT).exists():
        Heartbeat.objects.update_or_create(pk=SEND, defaults={"at": now})
