"""No small group of a survey can be computed, from all that is shown in every filter and at every time."""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.rules.survey_export import export_plan
from intake.rules.survey_results import Cell, Size, Wanted, blocks_of, people_in, shown

LEAST = 10
AUDIENCES, LANGUAGES, HALF_YEARS = ("community", "employee"), ("en", "es"), ("2025-H1", "2025-H2", "2026-H1")
CELLS = [Cell(*cell) for cell in product(AUDIENCES, LANGUAGES, HALF_YEARS)]
FILTERS = [Wanted(*each) for each in product(("", *AUDIENCES), ("", *LANGUAGES), ("", *HALF_YEARS))]
counts = st.one_of(st.just(0), st.integers(1, 12), st.integers(8, 40))
tables = st.fixed_dictionaries({cell: st.builds(Size, counts, st.integers(0, 3)) for cell in CELLS})


def sizes(**people):
    """`community_en_2026=12` and so on, of the first half-years."""
    return {
        Cell(audience, language, f"{year}-H1"): Size(number)
        for (audience, language, year), number in ((name.split("_"), number) for name, number in people.items())
    }


def seen_over_time(table):
    """Every group that anybody can have been shown, at the end of each half-year, by each filter."""
    for last in HALF_YEARS:
        blocks = blocks_of({cell: size for cell, size in table.items() if cell.half_year <= last}, LEAST)
        yield from filter(None, (shown(blocks, wanted) for wanted in FILTERS))


def unseen_directions(groups, cells):
    """A basis of what no sum and difference of the groups tells, by elimination."""
    rows, pivots = [[Fraction(cell in group) for cell in cells] for group in groups], []
    for column in range(len(cells)):
        found = next((row for row in rows[len(pivots) :] if row[column]), None)
        if found is None:
            continue
        rows.remove(found)
        found = [value / found[column] for value in found]
        rows = [[a - row[column] * b for a, b in zip(row, found, strict=True)] for row in rows]
        rows.insert(len(pivots), found)
        pivots.append(column)
    for free in set(range(len(cells))) - set(pivots):
        yield [
            Fraction(column == free) if column not in pivots else -rows[pivots.index(column)][free]
            for column in range(len(cells))
        ]


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_sum_and_no_difference_of_what_is_shown_is_a_small_group(table):
    cells = [cell for cell, size in table.items() if size.people]
    unseen = list(unseen_directions(set(seen_over_time(table)), cells))
    small = [cell for cell in cells if table[cell].people < LEAST]
    for count in range(1, len(small) + 1):
        for chosen in combinations(small, count):
            if people_in(chosen, table) < LEAST:
                places = [cells.index(cell) for cell in chosen]
                assert any(sum(direction[place] for place in places) for direction in unseen), chosen


@settings(max_examples=60, deadline=None)
@given(tables, tables)
def test_the_rows_of_a_download_tell_no_group_that_the_page_would_not_tell(answered, silent):
    replies = {cell: Size(size.people + size.apart + silent[cell].apart) for cell, size in answered.items()}
    plan = export_plan(replies, {"question": answered}, LEAST)
    rows = defaultdict(set)
    for cell, label in plan.labels.items():
        rows[label].add(cell)
    assert all(people_in(cells, replies) >= LEAST for cells in rows.values())
    if plan.keys:
        for cells in rows.values():
            blocks = [block for block in blocks_of(answered, LEAST) if block & cells]
            assert all(block <= cells for block in blocks)
            assert people_in(cells, answered) == sum(people_in(block, answered) for block in blocks)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_blocks_part_the_people_and_none_is_small(table):
    blocks = blocks_of(table, LEAST)
    assert sum(map(len, blocks)) == len(frozenset().union(*blocks))
    assert all(people_in(block, table) >= LEAST for block in blocks)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_everything_ever_shown_is_made_of_the_blocks_of_the_last_day(table):
    blocks = blocks_of(table, LEAST)
    for group in seen_over_time(table):
        assert all(block <= group or not block & group for block in blocks)


def test_ten_are_shown_and_nine_are_not():
    whole = Wanted()
    assert shown(blocks_of(sizes(community_en_2026=9), LEAST), whole) is None
    assert people_in(shown(blocks_of(sizes(community_en_2026=10), LEAST), whole), sizes(community_en_2026=10)) == 10


def test_the_two_sides_are_parted_only_where_both_have_ten():
    for employees, parted in ((9, False), (10, True)):
        blocks = blocks_of(sizes(community_en_2026=30, employee_en_2026=employees), LEAST)
        assert bool(shown(blocks, Wanted(audience="community"))) is parted
        assert bool(shown(blocks, Wanted(audience="employee"))) is parted
        assert shown(blocks, Wanted())


def test_a_small_language_hides_a_second_one_that_would_give_it_away():
    blocks = blocks_of(sizes(community_en_2026=30, community_es_2026=12, community_hy_2026=3), LEAST)
    assert shown(blocks, Wanted(language="en"))
    assert shown(blocks, Wanted(language="es")) is None


def test_a_half_year_with_few_answers_waits_for_the_next():
    first, both = sizes(community_en_2025=12), sizes(community_en_2025=12, community_en_2026=4)
    assert shown(blocks_of(first, LEAST), Wanted()) == shown(blocks_of(both, LEAST), Wanted())
    assert shown(blocks_of(both, LEAST), Wanted(half_year="2026-H1")) is None


def test_those_to_whom_it_does_not_apply_are_no_small_group_of_their_own():
    table = {Cell("community", "en", "2026-H1"): Size(20), Cell("employee", "en", "2026-H1"): Size(0, 3)}
    blocks = blocks_of(table, LEAST)
    assert shown(blocks, Wanted(audience="community")) is None
    assert shown(blocks, Wanted())
