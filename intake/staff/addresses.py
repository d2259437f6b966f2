"""Every address of the staff area, below `/admin/`, in groups. Who may call each stands at its view
(tests/golden/addresses.csv lists all)."""

from typing import TypeAlias

from django.urls import URLPattern, URLResolver, include, path

from intake.staff import (
    assigning,
    assignment,
    audit,
    calendar,
    case,
    changes,
    city,
    code,
    consent,
    doubts,
    entry,
    erasure,
    letter,
    lines,
    mediations,
    meeting_link,
    message,
    moves,
    operations,
    outcome,
    party,
    place,
    queue,
    roster,
    rules,
    saved_filters,
    screening,
    session,
    session_report,
    survey,
    survey_comparison,
    survey_export,
    survey_keying,
    survey_link,
    survey_quote,
    survey_results,
    survey_texts,
    survey_ways,
)

Addresses: TypeAlias = "list[URLPattern | URLResolver]"

QUEUE: Addresses = [
    path("", queue.queue, name="queue"),
    path("results/", queue.queue_results, name="queue_results"),
    path("search/", queue.queue_search, name="queue_search"),
    path("assign/", assigning.assign, name="assign"),
    path("lists/", saved_filters.saved_filters, name="saved_filters"),
    path("lists/save/", saved_filters.save_list, name="save_list"),
    path("lists/<uuid:filter_id>/", saved_filters.change_list, name="change_list"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/agenda/", calendar.agenda, name="agenda"),
]

CASE: Addresses = [
    path("", case.case, name="case"),
    path("doubts/", doubts.in_order, name="in_order"),
    path("change/<slug:what>/", changes.change, name="change"),
    path("move/<slug:move>/", moves.move, name="move"),
    path("party/<slug:side>/", party.party, name="party"),
    path("duties/<uuid:duty_id>/done/", lines.duty_done, name="duty_done"),
    path("waivers/<uuid:waiver_id>/remove/", lines.waiver_removed, name="waiver_removed"),
    path("screening/", screening.screening, name="screening"),
    path("screening/<slug:answer>/", screening.screening, name="decide"),
    path("consent/", consent.consent, name="consent"),
    path("code/<slug:side>/", code.new_code, name="code"),
    path("erase/<slug:side>/", erasure.erase, name="erase"),
    path("mediators/", assignment.case_mediators, name="mediators"),
    path("mediators/<uuid:mediator_id>/ask/", assignment.invite, name="invite_mediator"),
    path("mediators/<uuid:assignment_id>/again/", assignment.ask_again, name="ask_mediator_again"),
    path("mediators/<uuid:assignment_id>/release/", assignment.release, name="release_mediator"),
    path("mediators/<uuid:declaration_id>/disclosure/", assignment.disclosure, name="disclosure"),
    path("letters/", letter.letters, name="letters"),
    path("letters/send/", letter.send_letter, name="send_letter"),
    path("letters/<uuid:letter_id>.pdf", letter.letter_pdf, name="letter_pdf"),
    path("letters/<uuid:letter_id>/done/", letter.letter_done, name="letter_done"),
    path("messages/", message.messages_of_case, name="messages"),
    path("messages/<uuid:written_id>/read/", message.message_read, name="message_read"),
]

SESSIONS: Addresses = [
    path("", session.sessions, name="sessions"),
    path("propose/", session.propose, name="session_propose"),
    path("<uuid:session_id>/answers/", session.answers, name="session_answers"),
    path("<uuid:session_id>/confirm/", session.confirm, name="session_confirm"),
    path("<uuid:session_id>/terms/", session.terms, name="session_terms"),
    path("<uuid:session_id>/move/", session.move, name="session_move"),
    path("<uuid:session_id>/links/", meeting_link.links, name="session_links"),
    path("<uuid:session_id>/links/<uuid:link_id>/end/", meeting_link.end, name="session_link_end"),
    path("<uuid:session_id>/cancel/", session.cancel, name="session_cancel"),
    path("<uuid:session_id>/held/", session_report.held, name="session_held"),
    path("<uuid:session_id>/no-show/", session_report.no_show, name="session_no_show"),
    path("<uuid:session_id>/calendar.ics", session_report.session_calendar, name="session_calendar"),
]

OUTCOME: Addresses = [
    path("", outcome.outcome, name="outcome"),
    path("report/", outcome.outcome_report, name="outcome_report"),
    path("approve/", outcome.outcome_approve, name="outcome_approve"),
    path("send-back/", outcome.outcome_send_back, name="outcome_send_back"),
    path("ten-days/", outcome.outcome_ten_days, name="outcome_ten_days"),
    path("follow-up/", outcome.outcome_follow_up, name="outcome_follow_up"),
    path("close/", outcome.outcome_close, name="outcome_close"),
    path("returned/", outcome.outcome_returned, name="outcome_returned"),
]

CASES: Addresses = [
    *QUEUE,
    path("<uuid:case_id>/", include(CASE)),
    path("<uuid:case_id>/sessions/", include(SESSIONS)),
    path("<uuid:case_id>/outcome/", include(OUTCOME)),
]

REQUESTS: Addresses = [
    path("new/", entry.begin_entry, name="begin"),
    path("new/<uuid:draft>/", entry.entered, name="entered"),
    path("new/<uuid:draft>/<slug:step>/", entry.enter_step, name="enter_step"),
    path("refer/", entry.begin_referring, name="refer"),
    path("refer/<uuid:draft>/", entry.referred, name="referred"),
    path("refer/<uuid:draft>/<slug:step>/", entry.refer_step, name="refer_step"),
]

CITY: Addresses = [
    path("", city.city_list, name="list"),
    path("<uuid:case_id>/", city.city_case, name="case"),
    path("<uuid:case_id>/<slug:answer>/", city.city_case, name="decide"),
]

MEDIATORS: Addresses = [
    path("", roster.roster, name="roster"),
    path("new/", roster.new_mediator, name="new"),
    path("<uuid:mediator_id>/", roster.change, name="mediator"),
]

MEDIATIONS: Addresses = [
    path("", mediations.mediations, name="list"),
    path("<uuid:assignment_id>/", mediations.mediation, name="mediation"),
    path("<uuid:assignment_id>/decline/", mediations.decline, name="decline"),
]

OWN_SESSIONS: Addresses = [
    path("", session_report.own_sessions, name="list"),
    path("<uuid:session_id>/held/", session_report.own_held, name="held"),
    path("<uuid:session_id>/no-show/", session_report.own_no_show, name="no_show"),
    path("<uuid:session_id>/calendar.ics", session_report.own_calendar, name="calendar"),
    path("cases/<uuid:case_id>/report/", outcome.own_report, name="report"),
]

ROSTERS: Addresses = [
    path("places/", place.places, name="places"),
    path("places/add/", place.place_add, name="place_add"),
    path("places/<uuid:pk>/", place.place_edit, name="place_edit"),
    path("interpreters/", place.interpreters, name="interpreters"),
    path("interpreters/add/", place.interpreter_add, name="interpreter_add"),
    path("interpreters/<uuid:pk>/", place.interpreter_edit, name="interpreter_edit"),
]

RULES: Addresses = [path("", rules.rules, name="list"), path("<slug:name>/", rules.rule, name="rule")]

AUDIT: Addresses = [
    path("", audit.log, name="log"),
    path("cases/", audit.audited, name="cases"),
    path("verify/", audit.verify_chain, name="verify"),
]

OPERATIONS: Addresses = [
    path("", operations.operations, name="page"),
    path("<uuid:message_id>/again/", operations.try_message_again, name="again"),
    path("<uuid:message_id>/drop/", operations.drop_message, name="drop"),
]

SURVEYS: Addresses = [
    path("", survey.surveys, name="list"),
    path("<int:survey_id>/open/", survey.survey_open, name="open"),
    path("editions/<int:edition_id>/close/", survey.survey_close, name="close"),
    path("editions/<int:edition_id>/link/", survey_link.survey_link, name="link"),
    path("editions/<int:edition_id>/doubts/", survey_ways.doubts, name="doubts"),
    path("editions/<int:edition_id>/key/", survey_keying.choose, name="key"),
    path(
        "editions/<int:edition_id>/key/<slug:audience>/<slug:language>/<slug:mode>/", survey_keying.key, name="keying"
    ),
    path("editions/<int:edition_id>/ways/", survey_ways.ways, name="ways"),
    path("editions/<int:edition_id>/ways/new/", survey_ways.new_open_link, name="open_link_new"),
    path("editions/<int:edition_id>/ways/<uuid:link_id>/", survey_ways.open_link, name="open_link"),
    path("editions/<int:edition_id>/ways/<uuid:link_id>/here/", survey_ways.here, name="open_link_here"),
    path("editions/<int:edition_id>/ways/<uuid:link_id>/stop/", survey_ways.stop, name="open_link_stop"),
    path("editions/<int:edition_id>/results/", survey_results.survey_results, name="results"),
    path("editions/<int:edition_id>/compare/", survey_comparison.survey_comparison, name="compare"),
    path("editions/<int:edition_id>/texts/", survey_texts.survey_texts, name="texts"),
    path("editions/<int:edition_id>/texts/quote/", survey_texts.survey_quote, name="quote"),
    path("editions/<int:edition_id>/downloads/", survey_export.survey_downloads, name="downloads"),
    path("editions/<int:edition_id>/downloads/<str:name>", survey_export.survey_download, name="download"),
    path("quotes/", survey_quote.survey_quotes, name="quotes"),
    path("quotes/<uuid:quote_id>/approve/", survey_quote.quote_approve, name="quote_approve"),
    path("quotes/<uuid:quote_id>/refuse/", survey_quote.quote_refuse, name="quote_refuse"),
]

STAFF_ADDRESSES: list[URLResolver] = [
    path("cases/", include((CASES, "cases"))),
    path("requests/", include((REQUESTS, "requests"))),
    path("city/", include((CITY, "city"))),
    path("mediators/", include((MEDIATORS, "mediators"))),
    path("mediations/", include((MEDIATIONS, "mediations"))),
    path("sessions/", include((OWN_SESSIONS, "own_sessions"))),
    path("rules/", include((RULES, "rules"))),
    path("audit/", include((AUDIT, "audit"))),
    path("operations/", include((OPERATIONS, "operations"))),
    path("surveys/", include((SURVEYS, "surveys"))),
    path("", include((ROSTERS, "rosters"))),
]
