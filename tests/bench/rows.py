"""The rows of the bench: what each measures, against which peer, and the limit (figures P1-P10, goals G1-G24)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One row: the figure it belongs to, its name, the file that measures it, and what counts as reached."""

    figure: str
    name: str
    file: str
    what: str
    peer: str
    limit: float
    at_least: bool = False

    def reached(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


ROWS = (
    Row("P1", "home_sql", "pages.py", "home page, SQL statements, not cached", "none", 6),
    Row("P1", "home_sql_other_language", "pages.py", "home page in Spanish, SQL statements, not cached", "none", 7),
    Row("P1", "home_speed", "pages.py", "home page, requests a second", "the empty home of `wagtail start`", 0.7, True),
    Row("P1", "list_sql", "questions.py", "list of 10,000 questions, SQL statements, not cached", "none", 6),
    Row("P1", "list_sql_other_language", "questions.py", "the same in Spanish, SQL statements, not cached", "none", 7),
    Row("P1", "list_growth", "questions.py", "list of 10,000 questions, first page, time", "the list of 38", 1.5),
    Row("P1", "list_end_growth", "questions.py", "list of 10,000 questions, last page, time", "the list of 38", 1.5),
    Row("P1", "question_sql", "questions.py", "one of 10,000 questions, SQL statements, not cached", "none", 6),
    Row("P1", "question_sql_other_language", "questions.py", "the same in Spanish, SQL statements", "none", 7),
    Row("P1", "question_growth", "questions.py", "one of 10,000 questions, time", "one of 38", 1.2),
    Row("P1", "sitemap_sql", "questions.py", "sitemap of 50,000 addresses, dearest file, SQL statements", "none", 6),
    Row("P1", "sitemap_growth", "questions.py", "the same, time for each address", "the seeded sitemap", 1.5),
    Row("P2", "finished_sql", "finished.py", "home page as it is kept, SQL statements", "none", 0),
    Row("P2", "finished_vs_bare", "finished.py", "kept page, requests a second", "a bare Django view", 1.3, True),
    Row("P2", "finished_vs_empty", "finished.py", "kept page, requests per second", "an empty WSGI program", 0.8, True),
    Row("P2", "finished_behind_nginx", "finished.py", "kept page behind nginx", "nginx, page as a file", 0.85, True),
    Row("P3", "page_html", "weights.py", "heaviest page, HTML, kB compressed", "none", 8),
    Row("P3", "style_weight", "weights.py", "styles and scripts, kB compressed", "none", 20),
    Row("P3", "page_weight", "weights.py", "heaviest page, first visit, kB", "none", 45),
    Row("P3", "step_weight", "weights.py", "heaviest wizard step, first visit, kB", "none", 30),
    Row("P5", "step_get_sql", "wizard.py", "wizard step, GET, SQL statements", "none", 6),
    Row("P5", "step_post_sql", "wizard.py", "wizard step, POST, SQL statements", "none", 6),
    Row("P5", "step_get_time", "wizard.py", "wizard step, GET, median time", "bare formtools wizard", 1.3),
    Row("P5", "step_post_time", "wizard.py", "wizard step, POST, median time", "bare formtools wizard", 1.3),
    Row("G9", "code_guess", "codes.py", "wrong or unknown code, guessed by time: share right", "none", 0.6),
    Row("G9", "code_gap", "codes.py", "the same, difference of the medians, ms", "none", 5),
    Row("P6", "queue_sql", "queue.py", "staff queue, each list and filter, SQL statements", "none", 10),
    Row("P6", "queue_query", "queue.py", "the same, dearest SQL statement, ms", "none", 20),
    Row("P6", "queue_page", "queue.py", "the same, whole page, ms", "none", 60),
    Row("P6", "queue_list", "queue.py", "the same, the list alone, ms", "none", 20),
    Row("P6", "queue_weight", "queue.py", "the same, 50 rows, kB compressed", "none", 12),
    Row("P6", "queue_growth", "queue.py", "the list of 100,000 cases, time", "the list of 100", 1.5),
    Row("P7", "search_sql", "search.py", "one search among 50,000 questions, SQL, ms", "none", 6),
)
BY_NAME = {row.name: row for row in ROWS}
