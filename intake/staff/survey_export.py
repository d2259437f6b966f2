"""Downloads of results: CSV for any program, XLSX for spreadsheets."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from intake.permissions import EXPORT_SURVEY_RESULTS
from intake.rules.survey_export import ExportPlan
from intake.services.survey_export import TABLES, Row, export_results, guarded, rows_of
from intake.services.survey_results import Results
from intake.staff.page import StaffPage
from intake.staff.survey_results import below_results, edition_or_404
from portal.common.policies import staff_with

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "\ufeff"
"""What tells spreadsheets that the text is UTF-8."""


class DownloadsView(StaffPage):
    """What can be downloaded, and what is in it."""

    template_name = "intake/staff/survey_downloads.html"
    page_title = "Downloads"
    header_icon = "download"

    def trail(self) -> list[tuple[str, str]]:
        """Below the results of the edition."""
        return below_results(self.kwargs["edition_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The edition."""
        return super().get_context_data(**kwargs, edition=edition_or_404(self.kwargs["edition_id"]))


@require_safe
def download(request: HttpRequest, edition_id: int, name: str) -> HttpResponseBase:
    """One of the files, such as answers.csv, or all tables as results.xlsx. 404 for any other name."""
    table = name.removesuffix(".csv")
    if name != "results.xlsx" and (table not in TABLES or table == name):
        raise Http404
    edition = edition_or_404(edition_id)
    results, plan = export_results(edition, request.user)
    file_name = f"{edition.purpose}-{edition.number}-{name}"
    if name == "results.xlsx":
        return FileResponse(workbook(results, plan), as_attachment=True, filename=file_name, content_type=XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    lines = csv_lines(rows_of(table, results, plan))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


class Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines of a file, one at a time."""
    writer = csv.writer(Echo())
    yield MARK
    for row in rows:
        yield writer.writerow(guarded(row))


def workbook(results: Results, plan: ExportPlan) -> IO[bytes]:
    """A sheet for each table, written to the disk row by row."""
    book = Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(table.title())
        for row in rows_of(table, results, plan):
            sheet.append(guarded(row))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


survey_downloads = staff_with(EXPORT_SURVEY_RESULTS)(DownloadsView.as_view())
survey_download = staff_with(EXPORT_SURVEY_RESULTS)(download)
